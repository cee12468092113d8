package io.gpugovernor.core.telemetry;

/**
 * How many requests arrive together, given that any arrive.
 *
 * <p>Clients send batches: on some traces most arrivals share a window with others, far more than chance explains. Windows
 * with arrivals are counted by how many they held, up to {@value #LARGEST}; the last {@value #MEMORY} of them or so
 * count. The prior, worth four windows, halves with every further request. Immutable.
 */
public final class ArrivalClusters {
    private static final int LARGEST = 16;
    private static final int MEMORY = 300;
    private static final float PRIOR_WINDOWS = 4;

    public static final ArrivalClusters UNKNOWN = prior();

    /** Weight of windows that held at least i + 1 requests. */
    private final float[] atLeast;

    private final double mean;

    private ArrivalClusters(float[] atLeast) {
        this.atLeast = atLeast;
        double sum = 0;
        for (double weight : atLeast) {
            sum += weight;
        }
        this.mean = sum / atLeast[0];
    }

    /** What is known after a window with {@code count} arrivals. */
    public ArrivalClusters after(long count) {
        if (count == 0) {
            return this;
        }
        float[] next = new float[LARGEST];
        for (int i = 0; i < LARGEST; i++) {
            next[i] = (float) (atLeast[i] * (1 - 1.0 / MEMORY) + (count > i ? 1 : 0));
        }
        return new ArrivalClusters(next);
    }

    /** Probability that a window with arrivals holds at least {@code count} of them; 1 for one. */
    public double probabilityOfAtLeast(int count) {
        return count > LARGEST ? 0 : atLeast[count - 1] / (double) atLeast[0];
    }

    /** Mean number of arrivals in a window that has any. */
    public double mean() {
        return mean;
    }

    private static ArrivalClusters prior() {
        float[] weights = new float[LARGEST];
        float weight = PRIOR_WINDOWS;
        for (int i = 0; i < LARGEST; i++) {
            weights[i] = weight;
            weight /= 2;
        }
        return new ArrivalClusters(weights);
    }
}
