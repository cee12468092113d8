package io.gpugovernor.core.policy.guard;

import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Megahertz;

/** What an engine that fills up asks of the clock. */
final class Pressure {
    private static final int SHORT_ANSWER = 300;
    private static final int LONG_ANSWER = 1500;

    private Pressure() {}

    /** How long answers stay: {@code ln(mean answer / SHORT_ANSWER) / ln(LONG_ANSWER / SHORT_ANSWER)}, between 0 and 1. */
    static double stay(Observation seen) {
        double tokens = seen.workload().outputs().mean();
        return Math.max(
                0, Math.min(1, Math.log(tokens / SHORT_ANSWER) / Math.log(LONG_ANSWER / (double) SHORT_ANSWER)));
    }

    /** The ruling with a clock that is at least so far up the ladder's range: 0 and less the lowest, 1 and more the highest. */
    static Ruling raise(Ruling ruling, Ladder ladder, double pressure) {
        if (pressure <= 0) {
            return ruling;
        }
        int lowest = ladder.lowest().value();
        double clock = lowest + Math.min(1, pressure) * (ladder.highest().value() - lowest);
        Megahertz least = ladder.ceiling(new Megahertz((int) Math.floor(clock)));
        return ruling.clock().isBelow(least) ? ruling.withClock(least, Reason.KV_PRESSURE) : ruling;
    }
}
