package io.gpugovernor.sim.peer;

/**
 * What a plan leads to: fewer misses are better, then less energy.
 *
 * @param misses requests outside the SLO
 * @param judged requests that were judged
 * @param joules energy, with that of the work left over
 */
record Outcome(int misses, int judged, double joules) {
    /** Worse than anything a plan can lead to. */
    static final Outcome WORST = new Outcome(Integer.MAX_VALUE, Integer.MAX_VALUE, Double.POSITIVE_INFINITY);

    private static final double OVERLOAD = 0.1;

    /** Whether so many miss that the engine falls behind, rather than one prompt being too long for any clock. */
    boolean isOverload() {
        return misses > 1 && misses >= OVERLOAD * judged;
    }

    boolean isBetterThan(Outcome other) {
        return misses != other.misses ? misses < other.misses : joules < other.joules;
    }
}
