package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.ArrivalsAhead;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Ratio;

/**
 * Expected misses of the TBT target in the coming tick at a clock.
 *
 * <p>A request of {@code n} tokens keeps its target if the delays that prefills of others cause it stay below its slack
 * {@code n * (target - step(f))}. Two sources of delay:
 *
 * <pre>
 * prefill owed now:   J(f) seconds, with recourse to maximum after H;   every decoding request misses with
 *                     P(n < J(f) / (target - step(f)))
 * prefill to come:    arrivals during t(f) = n * step(f) / decoding(f), at most n * target; each L * d(f) long
 *                     (compound Poisson);   P(Z > n * slack)
 * d(f)              = s(f) - step(f) / tokens of a prompt that fit into a step
 * </pre>
 *
 * A step that computes a prompt gives every decoding request a token too, so a prompt token delays them by no more than what
 * it makes steps longer, {@code d(f)} of the {@code s(f)} that it takes. How many arrive within {@code t} is what came in
 * the last {@code t} ({@link ArrivalsAhead}); {@code decoding}: {@link BatchFlow}.
 *
 * <p>The second counts for the requests that end within the tick, {@code tick * ends(max)} of them, as if the clock were
 * {@code f} for all of their lives. A later decision could win time back for them, but it would have to be taken at every
 * prompt; a request outlives dozens of them, and where nothing is in danger yet none is taken. So prompts to come have no
 * recourse. Where the step alone is over the target, all of both miss.
 */
final class TbtRisk {
    /** Output lengths at which the second term is averaged. */
    private static final Ratio[] LENGTHS = {
        new Ratio(0.05), new Ratio(0.2), new Ratio(0.4), new Ratio(0.6), new Ratio(0.8), new Ratio(0.95)
    };

    private final WorkAhead work;
    private final Observation seen;
    private final BatchFlow flow;
    private final ArrivalsAhead arrivals;
    private final double target;
    private final double horizon;
    /** Seconds by which a prompt token holds up those who decode, at the highest clock. */
    private final double leastDelay;
    /** Requests that end within the tick. The same at every clock: at its own pace, a slower one would end, and miss, fewer. */
    private final double ending;
    /** Tokens; in single precision, for every decision makes them anew. */
    private final float[] lengths = new float[LENGTHS.length];

    /**
     * @param target seconds between tokens
     * @param leastDelay seconds by which a prompt token holds up those who decode, at the highest clock
     * @param fastestStep seconds of a decode step there
     */
    TbtRisk(
            WorkAhead work,
            Observation seen,
            BatchFlow flow,
            Cadence cadence,
            double target,
            double leastDelay,
            double fastestStep) {
        this.work = work;
        this.seen = seen;
        this.flow = flow;
        this.arrivals = seen.workload().arrivals().ahead();
        this.target = target;
        this.horizon = cadence.horizonSeconds();
        this.leastDelay = leastDelay;
        this.ending = Math.min(flow.requests(), Durations.seconds(cadence.tick()) * flow.ends(leastDelay, fastestStep));
        for (int i = 0; i < LENGTHS.length; i++) {
            lengths[i] = (float) Math.max(2, seen.workload().outputs().quantile(LENGTHS[i]));
        }
    }

    /**
     * Expected misses at a clock, not yet relative to maximum.
     *
     * @param slow seconds a prompt token at that clock
     * @param delay seconds of them by which it holds up those who decode
     * @param step seconds of a decode step at that clock
     * @param stall seconds that the GPUs stand still first
     */
    double misses(double slow, double delay, double step, double stall) {
        if (flow.requests() == 0) {
            return 0;
        }
        double owed = owed(slow, delay) + stall;
        double slack = target - step;
        if (slack <= 0) {
            return Math.min(flow.requests(), work.decodes() * Math.min(1, owed / horizon) + ending);
        }
        double now = work.decodes() * (1 - seen.workload().outputs().chanceAbove(owed / slack + 1));
        double misses = now * Math.min(1, owed / horizon) + ending * laterMiss(delay, step, slack);
        return Math.min(flow.requests(), misses);
    }

    /** Seconds by which prompts owed now hold up those who decode, slowly until the next decision takes effect. */
    private double owed(double slow, double delay) {
        double slowly = Math.min(work.prefillTokens(), horizon / slow);
        return slowly * delay + (work.prefillTokens() - slowly) * leastDelay;
    }

    /** What the target leaves of the expected seconds between tokens: the decode step, and the prefills between. */
    double slack(double delay, double step) {
        return target - step / flow.decoding(delay);
    }

    /** Probability that the prefills to come delay a request by more than it can bear; averaged over its length. */
    private double laterMiss(double delay, double step, double slack) {
        double perOutput = Math.min(target, step / flow.decoding(delay));
        double miss = 0;
        for (double tokens : lengths) {
            miss += seen.workload()
                    .prompts()
                    .chanceOfArrivalsAbove(arrivals.within(tokens * perOutput), tokens * slack / delay);
        }
        return miss / lengths.length;
    }
}
