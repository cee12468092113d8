package io.gpugovernor.sim.trace;

/**
 * How many times faster a trace is replayed; arrival times are divided by it.
 *
 * @param factor 10^-6 to 10^6
 */
public record RateScale(double factor) {
    /** The trace's own rate. */
    public static final RateScale ONE = new RateScale(1);

    private static final double HIGHEST = 1e6;

    /** @throws IllegalArgumentException if {@code factor} is outside 10^-6 to 10^6 */
    public RateScale {
        if (!(factor >= 1 / HIGHEST && factor <= HIGHEST)) {
            throw new IllegalArgumentException("a rate scale lies within 1e-6 and 1e6, not " + factor);
        }
    }

    /**
     * The scale that makes {@code trace} arrive at {@code target} on average.
     *
     * @throws IllegalArgumentException if the trace has no rate, or is more than 10^6 times off
     */
    public static RateScale reaching(ArrivalRate target, Trace trace) {
        ArrivalRate own = trace.meanRate()
                .orElseThrow(() -> new IllegalArgumentException("trace " + trace.name()
                        + " has no rate to scale, as all its requests arrive at once; give one that spans some time"));
        return new RateScale(target.perSecond() / own.perSecond());
    }
}
