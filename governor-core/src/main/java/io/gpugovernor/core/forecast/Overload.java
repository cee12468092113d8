package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Normal;
import io.gpugovernor.core.telemetry.Observation;
import java.util.OptionalInt;

/**
 * Expected misses of requests that have yet to come, where a clock lets a batch grow beyond what maximum can bear.
 *
 * <p>A batch in which even maximum clock is over the TBT target is lost at any clock, and so lowers it; but a slower one keeps
 * it so for longer. So it does with one that has no place left, where everyone who comes has to wait. What {@code f}
 * postpones is charged with those that come until it is made up for:
 *
 * <pre>
 * overload(f) = max(late, full) * (ends(max) - ends(f)) * H * a / max(LEAST_DRAIN * a, ends(max) - a)
 * late        = how far step(max) / decoding(max) is on its way from NEARLY_LOST of the target to the target
 * full        = P(requests > places),  requests normal around in flight + max(0, a - ends(max)) * answer's time,
 *                                      with the standard deviation SPREAD * sqrt(in flight)
 * ends, decoding, a: {@link BatchFlow}
 * </pre>
 *
 * Places that nobody told, or of which more were taken, are never full.
 */
final class Overload {
    /** Share of what arrives by which an overload shrinks at least: none lasts for ever. */
    private static final double LEAST_DRAIN = 0.1;
    /** Share of the target that tokens may take at maximum clock before a batch counts as lost in part. */
    private static final double NEARLY_LOST = 0.9;
    /** Requests in flight vary by so much more than if each came and ended by itself: rates vary, too. */
    private static final double SPREAD = 1.5;

    private final BatchFlow flow;
    private final double atMost;
    /** Misses for each request that a clock lets end less in a second. */
    private final double charge;

    /**
     * @param delay seconds by which a prompt token holds up those who decode, at the highest clock
     * @param step seconds of a decode step there
     * @param target seconds between tokens
     */
    Overload(
            BatchFlow flow,
            Observation seen,
            EngineModel model,
            Cadence cadence,
            double delay,
            double step,
            double target) {
        this.flow = flow;
        this.atMost = flow.ends(delay, step);
        double late = (step / flow.decoding(delay) / target - NEARLY_LOST) / (1 - NEARLY_LOST);
        double lost = Math.max(0, Math.min(1, Math.max(late, full(seen, model, step))));
        double drain = Math.max(LEAST_DRAIN * flow.arrivals(), atMost - flow.arrivals());
        this.charge = lost == 0 || flow.arrivals() == 0 ? 0 : lost * cadence.horizonSeconds() * flow.arrivals() / drain;
    }

    private double full(Observation seen, EngineModel model, double step) {
        EngineSnapshot engine = seen.snapshot();
        OptionalInt told = seen.source().limits().requests();
        int places = Math.min(told.orElse(model.maxSequences()), model.maxSequences());
        if (engine.inFlight() == 0 || engine.running() > places || places == EngineModel.UNTOLD) {
            return 0;
        }
        double growth = Math.max(0, flow.arrivals() - atMost) * flow.output() * step;
        return Normal.tail((places - engine.inFlight() - growth) / (SPREAD * Math.sqrt(engine.inFlight())));
    }

    /**
     * Expected misses at a clock, next to none at the highest.
     *
     * @param delay seconds by which a prompt token holds up those who decode, at that clock
     * @param step seconds of a decode step there
     */
    double misses(double delay, double step) {
        return charge == 0 ? 0 : charge * Math.max(0, atMost - flow.ends(delay, step));
    }
}
