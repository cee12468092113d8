package io.gpugovernor.core.policy.guard;

import io.gpugovernor.core.telemetry.Observation;

/**
 * Requests that will run besides those that do, if an engine goes on filling up as it has.
 *
 * <pre>
 * usual = running requests, smoothed over a minute
 * extra = 2 * stay * max(0, running - usual - sqrt(running))                                stay: {@link Pressure#stay}
 * </pre>
 *
 * <p>Where load rises, long answers pile up for minutes before those of them that end keep up with those that come, and an
 * engine that is not full yet may be past what any clock can help. {@code running - usual} is about what a minute has added,
 * and the square root what chance adds, so two more minutes of what is left are expected: about as long as answers of
 * thousands of tokens stay. Short ones leave before. Under steady load it is next to nothing.
 *
 * @param usual requests, at least 0; below 0 before any window was seen
 */
record Filling(float usual) {
    /** Before any window was seen: what runs in the first is taken for usual. */
    static final Filling UNKNOWN = new Filling(-1);

    private static final double SMOOTHING_SECONDS = 60;
    private static final double MINUTES_AHEAD = 2;

    /** After one more window. */
    Filling after(Observation seen) {
        long running = seen.snapshot().running();
        if (usual < 0) {
            return new Filling(running);
        }
        double share = -Math.expm1(-seen.window().seconds() / SMOOTHING_SECONDS);
        return new Filling((float) (usual + share * (running - usual)));
    }

    /** Requests to expect besides the {@code running} ones, where answers stay {@code stay}. */
    double extra(double running, double stay) {
        return MINUTES_AHEAD * stay * Math.max(0, running - usual - Math.sqrt(running));
    }
}
