package io.gpugovernor.sim.replay;

import io.gpugovernor.sim.twin.Twin;
import java.util.random.RandomGenerator;

/** Decides when the governor looks at the engine. */
final class Ticker {
    private final TelemetryMode mode;
    private final long period;
    private long due;
    private long last;
    private long lastStep;

    /** @param random draws the phase of the first tick within its period */
    Ticker(TelemetryMode mode, RandomGenerator random) {
        this.mode = mode;
        this.period = mode.period().toNanos();
        this.due = (long) (period * random.nextDouble());
    }

    /**
     * When the next tick is, nanoseconds: with a feed, not before the step in progress ends; where the policy is part of
     * the engine, now if a step has just begun.
     */
    long next(Twin twin) {
        if (mode instanceof TelemetryMode.Feed) {
            long push = Math.max(twin.stepEnd().nanos(), last + TelemetryMode.Feed.APART.toNanos());
            return Math.min(due, push);
        }
        if (mode instanceof TelemetryMode.EveryStep) {
            long now = twin.now().nanos();
            boolean unseen = twin.stepsBegun() > lastStep && now > last;
            return unseen ? now : Math.min(due, Math.max(twin.stepEnd().nanos(), last + 1));
        }
        return due;
    }

    void ticked(long at, Twin twin) {
        last = at;
        lastStep = twin.stepsBegun();
        due = mode instanceof TelemetryMode.Scrape ? due + period : at + period;
    }
}
