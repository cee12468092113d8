package io.gpugovernor.core.policy.guard;

import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Megahertz;

/**
 * What an engine that fills up asks of the clock: nothing as long as there is room, the highest where it counts as full,
 * and what is between in between. The longer answers stay, the earlier.
 *
 * @param freeForShort how full it may be without any pressure where answers are short
 * @param freeForLong the same where they are long
 * @param fullForShort from where on it counts as full where answers are short
 * @param fullForLong the same where they are long
 */
record Pressure(double freeForShort, double freeForLong, double fullForShort, double fullForLong) {
    private static final int SHORT_ANSWER = 300;
    private static final int LONG_ANSWER = 1500;

    /** How far up its range the clock must be at least; 0 and less is not at all, 1 and more is the highest. */
    double of(double taken, double stay) {
        double free = freeForShort + stay * (freeForLong - freeForShort);
        double full = fullForShort + stay * (fullForLong - fullForShort);
        return (taken - free) / (full - free);
    }

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
