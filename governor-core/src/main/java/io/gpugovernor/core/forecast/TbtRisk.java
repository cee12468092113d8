package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.ArrivalsAhead;
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
 * prefill to come:    arrivals during t(f) = n * step(f) / (1 - a * mean L * d(f)), at most n * target; each L * d(f)
 *                     long (compound Poisson);   P(Z > n * slack)
 * d(f)              = s(f) - step(f) / tokens of a prompt that fit into a step
 * </pre>
 *
 * A step that computes a prompt gives every decoding request a token too, so a prompt token delays them by no more than what
 * it makes steps longer, {@code d(f)} of the {@code s(f)} that it takes. {@code a} is the last minute's rate; in a burst
 * some more arrive while the answer is given, and in a lull some fewer ({@link ArrivalsAhead}).
 *
 * The second counts for the requests that end within the tick, {@code tick * ends(max)} of them, as if the clock were
 * {@code f} for all of their lives. A later decision could win time back for them, but it would have to be taken at every
 * prompt; a request outlives dozens of them, and where nothing is in danger yet none is taken. So prompts to come have no
 * recourse. Where the step alone is over the target, all of both miss.
 *
 * <p>A batch that has grown so that even maximum clock is over the target is lost at any clock, and so lowers it; but a
 * slower one keeps it so for longer. What {@code f} postpones is charged with those that come until it is made up for:
 *
 * <pre>
 * overload(f) = lost * (ends(max) - ends(f)) * H * a / max(LEAST_DRAIN * a, ends(max) - a)
 * ends(f)     = decodes / mean n * (1 - a * mean L * d(f)) / step(f)                     requests that end in a second
 * lost        = how far step(max) / (1 - a * mean L * d(max)) is on its way from NEARLY_LOST of the target to the target
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

    private final WorkAhead work;
    private final Observation seen;
    private final double target;
    private final double tick;
    private final double horizon;
    private final double fastestStep;
    /** Seconds by which a prompt token holds up those who decode, at the highest clock. */
    private final double leastDelay;

    private final ArrivalsAhead arrivals;
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
        this.fastestStep = work.pace().decodeStep(highest);
        this.leastDelay = work.pace().delay(work.pace().promptToken(highest), fastestStep);
        this.arrivals = seen.workload().arrivals().ahead();
        for (int i = 0; i < LENGTHS.length; i++) {
            lengths[i] = (float) Math.max(2, seen.workload().outputs().quantile(LENGTHS[i]));
        }
        double pace = fastestStep / decoding(leastDelay);
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
        double delay = work.pace().delay(slow, step);
        return missesInTime(decodes, owed(slow, delay) + stall, delay, step) + overload(decodes, delay, step);
    }

    private double missesInTime(double decodes, double owed, double delay, double step) {
        double slack = target - step;
        // The same requests at every clock: counted at its own pace, a slower one would end, and so miss, fewer.
        double ending = Math.min(decodes, tick * ends(decodes, leastDelay, fastestStep));
        if (slack <= 0) {
            return Math.min(decodes, work.decodes() * Math.min(1, owed / horizon) + ending);
        }
        double now = work.decodes() * (1 - seen.workload().outputs().chanceAbove(owed / slack + 1));
        return Math.min(decodes, now * Math.min(1, owed / horizon) + ending * laterMiss(delay, step, slack));
    }

    /** Expected misses of those that come until what a clock postpones is made up for. */
    private double overload(double decodes, double delay, double step) {
        if (lost == 0) {
            return 0;
        }
        double atMost = ends(decodes, leastDelay, fastestStep);
        double postponed = Math.max(0, atMost - ends(decodes, delay, step)) * horizon;
        double drain = Math.max(LEAST_DRAIN * arrivals.usual(), atMost - arrivals.usual());
        return lost * postponed * arrivals.usual() / drain;
    }

    /** Requests that end in a second. */
    private double ends(double decodes, double delay, double step) {
        return decodes / work.meanOutput() * decoding(delay) / step;
    }

    /** Share of the time that prompts leave to decodes. */
    private double decoding(double delay) {
        return Math.max(LEAST_DECODING, 1 - arrivals.usual() * work.meanPrompt() * delay);
    }

    /** Seconds that a request takes for a token, those of the prefills between included; the target where it is more. */
    private double perOutput(double delay, double step) {
        double decodeShare = 1 - arrivals.usual() * work.meanPrompt() * delay;
        return step < target * decodeShare ? step / decodeShare : target;
    }

    /** Seconds by which prompts owed now hold up those who decode, slowly until the next decision takes effect. */
    private double owed(double slow, double delay) {
        double slowly = Math.min(work.prefillTokens(), horizon / slow);
        return slowly * delay + (work.prefillTokens() - slowly) * leastDelay;
    }

    /** What the target leaves of the expected time between tokens: the decode step, stretched by the prefills between. */
    Duration slack(Megahertz clock) {
        double step = work.pace().decodeStep(clock);
        double delay = work.pace().delay(work.pace().promptToken(clock), step);
        return Durations.ofSeconds(target - step / decoding(delay));
    }

    /** Probability that the prefills to come delay a request by more than it can bear; averaged over its length. */
    private double laterMiss(double delay, double step, double slack) {
        double perOutput = perOutput(delay, step);
        double miss = 0;
        for (double tokens : lengths) {
            miss += seen.workload()
                    .prompts()
                    .chanceOfArrivalsAbove(arrivals.within(tokens * perOutput), tokens * slack / delay);
        }
        return miss / lengths.length;
    }
}
