package io.gpugovernor.core.telemetry;

/**
 * Latencies are taken for normally distributed around what they were lately.
 *
 * <pre>
 * mean      = of the last MEMORY latencies or so, the recent ones more
 * deviation = MEAN_TO_STANDARD * mean of |mean of a window - mean before it| * sqrt(latencies of the window)
 * </pre>
 *
 * <p>Requests that end together were decoded in the same steps, so their mean times between tokens are alike, and a bucket
 * twice as wide as they are apart says less of them than those before them. Sums and counts are exact, so both numbers are,
 * however coarse the buckets. In single precision, for most windows make a new one. Immutable.
 *
 * @param mean seconds
 * @param deviation standard deviation of one, seconds
 * @param weight how much of it is known, 0 to 1
 */
public record UsualLatency(float mean, float deviation, float weight) implements LatencyPrior {
    private static final double MEMORY = 50;
    /** Of a normal distribution. */
    private static final double MEAN_TO_STANDARD = 1.25;
    /** Before there is a second window. */
    private static final double FIRST_DEVIATION = 0.25;
    /** What tokens never agree to, seconds. */
    private static final float LEAST_DEVIATION = 1e-4f;

    /** Nothing was seen: any latency is as likely. */
    public static final UsualLatency UNKNOWN = new UsualLatency(0, 0, 0);

    UsualLatency after(Histogram window) {
        long count = window.count();
        if (count == 0) {
            return this;
        }
        double now = window.mean();
        float fresh = (float) (1 - Math.pow(1 - 1 / MEMORY, count));
        double old = weight * (1 - fresh);
        double share = fresh / (old + fresh);
        double apart = weight == 0 ? FIRST_DEVIATION * now : MEAN_TO_STANDARD * Math.abs(now - mean) * Math.sqrt(count);
        return new UsualLatency(
                (float) (mean + share * (now - mean)),
                (float) Math.max(LEAST_DEVIATION, deviation + share * (apart - deviation)),
                (float) (old + fresh));
    }

    @Override
    public double expectedAtMost(double seconds) {
        return weight == 0 ? 0 : 1 - Normal.tail((seconds - mean) / deviation);
    }
}
