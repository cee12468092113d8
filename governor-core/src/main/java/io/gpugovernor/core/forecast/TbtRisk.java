package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.LengthDistribution;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import java.time.Duration;

/**
 * Expected misses of the TBT target in the coming tick at a clock.
 *
 * <p>A request of {@code n} tokens keeps its target if the delays that prefills of others cause it stay below its slack
 * {@code n * (target - step(f))}. Two sources of delay:
 *
 * <pre>
 * prefill owed now:   J(f) seconds, with recourse to maximum after H;   every decoding request misses with
 *                     P(n < J(f) / (target - step(f)))
 * prefill to come:    arrivals at rate a during n * step(f) / (1 - a * mean L * s(f)), at most n * target; each L * s(f)
 *                     long (compound Poisson);   P(Z > n * slack)
 * </pre>
 *
 * The second counts for a third of the requests that end within the tick, {@code decodes * tick / (mean n * step(max))} of
 * them: at a random moment half of a request's tokens are still to come, and a later decision can win time back for them.
 * That decision would have to be taken at every prompt; a request outlives dozens of them, and where nothing is in danger yet
 * none is taken. So prompts to come have no recourse. Where the step alone is over the target, all of both miss.
 *
 * <p>A batch that has grown so that even maximum clock is over the target is lost at any clock, and so lowers it; but a
 * slower one keeps it so for longer. What {@code f} postpones is charged with those that come until it is made up for:
 *
 * <pre>
 * overload(f) = lost * (ends(max) - ends(f)) * H * a / max(LEAST_DRAIN * a, ends(max) - a)
 * ends(f)     = decodes / mean n * (1 - a * mean L * s(f)) / step(f)                     requests that end in a second
 * lost        = how far step(max) / (1 - a * mean L * s(max)) is on its way from NEARLY_LOST of the target to the target
 * </pre>
 */
final class TbtRisk {
    /** Output lengths at which the second term is averaged. */
    private static final Ratio[] LENGTHS = {
        new Ratio(0.05), new Ratio(0.2), new Ratio(0.4), new Ratio(0.6), new Ratio(0.8), new Ratio(0.95)
    };

    /** Share of what arrives by which an overload shrinks at least: none lasts for ever. */
    private static final double LEAST_DRAIN = 0.1;
    /** Share of the target that tokens may take at maximum clock before a batch counts as lost in part. */
    private static final double NEARLY_LOST = 0.9;
    /** Share of the time that decodes get at least: prompts do not come without end. */
    private static final double LEAST_DECODING = 0.05;

    /** Share of the requests that end for which it is too late, at a random moment of their lives, to win time back. */
    private static final double PAST = 1 / 3.0;

    private final WorkAhead work;
    private final Observation seen;
    private final double target;
    private final double tick;
    private final double horizon;
    private final double fastest;
    private final double fastestStep;
    private final double arrivalRate;
    /** Tokens; in single precision, for every decision makes them anew. */
    private final float[] lengths = new float[LENGTHS.length];
    /** How far the batch is lost at maximum clock, 0 to 1. */
    private final double lost;

    TbtRisk(WorkAhead work, Observation seen, Duration target, Cadence cadence, Megahertz highest) {
        this.work = work;
        this.seen = seen;
        this.target = Durations.seconds(target);
        this.tick = Durations.seconds(cadence.tick());
        this.horizon = cadence.horizonSeconds();
        this.fastest = work.pace().promptToken(highest);
        this.fastestStep = work.pace().decodeStep(highest);
        this.arrivalRate = seen.workload().arrivals().perSecond();
        for (int i = 0; i < LENGTHS.length; i++) {
            lengths[i] = (float) Math.max(2, seen.workload().outputs().quantile(LENGTHS[i]));
        }
        double pace = fastestStep / decoding(arrivalRate, fastest);
        lost = Math.max(0, Math.min(1, (pace / this.target - NEARLY_LOST) / (1 - NEARLY_LOST)));
    }

    /**
     * Expected misses at a clock, not yet relative to maximum.
     *
     * @param slow seconds a prompt token at that clock
     * @param step seconds of a decode step at that clock
     * @param stall seconds that the GPUs stand still first
     */
    double misses(double slow, double step, double stall) {
        double decodes = work.decodes() + work.debts();
        if (decodes == 0) {
            return 0;
        }
        return missesInTime(decodes, slow, step, stall) + overload(decodes, slow, step);
    }

    private double missesInTime(double decodes, double slow, double step, double stall) {
        double slack = target - step;
        // The same requests at every clock: counted at its own pace, a slower one would end, and so miss, fewer.
        double ending = Math.min(decodes, decodes * tick / (work.meanOutput() * fastestStep));
        LengthDistribution outputs = seen.workload().outputs();
        double owed = recourse(work.prefillTokens(), slow);
        if (slack <= 0) {
            return Math.min(decodes, work.decodes() * Math.min(1, owed / horizon) + ending);
        }
        double delay = owed + stall;
        double now = work.decodes() * (1 - outputs.chanceAbove(delay / slack + 1));
        return Math.min(decodes, now * Math.min(1, delay / horizon) + PAST * ending * laterMiss(slow, step, slack));
    }

    /** Expected misses of those that come until what a clock postpones is made up for. */
    private double overload(double decodes, double slow, double step) {
        if (lost == 0) {
            return 0;
        }
        double atMost = ends(decodes, fastest, fastestStep);
        double postponed = Math.max(0, atMost - ends(decodes, slow, step)) * horizon;
        double drain = Math.max(LEAST_DRAIN * arrivalRate, atMost - arrivalRate);
        return lost * postponed * arrivalRate / drain;
    }

    /** Requests that end in a second. */
    private double ends(double decodes, double slow, double step) {
        return decodes / work.meanOutput() * decoding(arrivalRate, slow) / step;
    }

    /** Share of the time that prompts, of which so many come in a second, leave to decodes. */
    private double decoding(double perSecond, double slow) {
        return Math.max(LEAST_DECODING, 1 - perSecond * work.meanPrompt() * slow);
    }

    /** Seconds that a request takes for a token, those of the prefills between included; the target where it is more. */
    private double perOutput(double slow, double step) {
        double decodeShare = 1 - arrivalRate * work.meanPrompt() * slow;
        return step < target * decodeShare ? step / decodeShare : target;
    }

    /** Seconds for so many prompt tokens, slowly until the next decision takes effect and at maximum from then on. */
    private double recourse(double tokens, double slow) {
        return Math.min(tokens * slow, horizon) + Math.max(0, tokens - horizon / slow) * fastest;
    }

    /** What the target leaves of the expected time between tokens: the decode step, stretched by the prefills between. */
    Duration slack(Megahertz clock) {
        double decoding = decoding(
                seen.workload().arrivals().steadyPerSecond(), work.pace().promptToken(clock));
        return Durations.ofSeconds(target - work.pace().decodeStep(clock) / decoding);
    }

    /** Probability that the prefills to come delay a request by more than it can bear; averaged over its length. */
    private double laterMiss(double slow, double step, double slack) {
        double perOutput = perOutput(slow, step);
        double miss = 0;
        for (double tokens : lengths) {
            miss += seen.workload()
                    .prompts()
                    .chanceOfArrivalsAbove(arrivalRate * tokens * perOutput, tokens * slack / slow);
        }
        return miss / lengths.length;
    }
}
