package io.gpugovernor.sim.trace;

/**
 * Load relative to a reference, in percent: 100 is the replayed trace's own rate, times the replay's rate scale.
 *
 * @param percent 0 to 200
 */
public record LoadLevel(double percent) {
    private static final double HIGHEST = 200;

    /** @throws IllegalArgumentException if {@code percent} is outside 0 to 200 */
    public LoadLevel {
        if (!(percent >= 0 && percent <= HIGHEST)) {
            throw new IllegalArgumentException("a load level lies within 0 and 200 percent, not " + percent);
        }
    }

    /** The rate multiplier: 1 at 100 percent. */
    double multiplier() {
        return percent / 100;
    }
}
