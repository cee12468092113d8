package io.gpugovernor.core.telemetry;

import io.gpugovernor.core.units.Ratio;
import java.util.Arrays;

/**
 * How long prompts or outputs are, in tokens: what past requests taught about the next one.
 *
 * <p>A histogram over logarithmic bins (eight an octave, 1 to 131,072 tokens). Each observed request weighs
 * {@code 1 - 1/MEMORY} of the one after it, so that the last {@value #MEMORY} requests or so count. Before anything was
 * observed, every length from 16 to 8,192 tokens is as likely on a logarithmic scale; that prior weighs as much as
 * {@value #PRIOR_WEIGHT} requests and fades like any other observation. Immutable.
 */
public final class LengthDistribution {
    private static final int BINS_PER_OCTAVE = 8;
    private static final int BINS = 17 * BINS_PER_OCTAVE;
    private static final int MEMORY = 500;
    private static final int PRIOR_WEIGHT = 4;
    private static final int PRIOR_FIRST = 4 * BINS_PER_OCTAVE;
    private static final int PRIOR_LAST = 13 * BINS_PER_OCTAVE;
    private static final double[] CENTRE = new double[BINS];

    static {
        for (int i = 0; i < BINS; i++) {
            CENTRE[i] = Math.pow(2, (i + 0.5) / BINS_PER_OCTAVE);
        }
    }

    /** What is expected before anything was observed. */
    public static final LengthDistribution UNKNOWN = prior();

    private final double[] weights;
    /** Weight of all bins from i on. */
    private final double[] above;

    private final double mean;
    private final double meanSquare;

    private LengthDistribution(double[] weights) {
        this.weights = weights;
        this.above = new double[BINS + 1];
        double sum = 0;
        double squares = 0;
        for (int i = BINS - 1; i >= 0; i--) {
            above[i] = above[i + 1] + weights[i];
            sum += weights[i] * CENTRE[i];
            squares += weights[i] * CENTRE[i] * CENTRE[i];
        }
        mean = sum / above[0];
        meanSquare = squares / above[0];
    }

    /** This distribution after one more request of {@code tokens} tokens; lengths below 1 count as 1. */
    public LengthDistribution after(double tokens) {
        double[] next = new double[BINS];
        for (int i = 0; i < BINS; i++) {
            next[i] = weights[i] * (1 - 1.0 / MEMORY);
        }
        next[bin(tokens)] += 1;
        return new LengthDistribution(next);
    }

    /** Probability that a request is longer than {@code tokens}. */
    public Ratio probabilityAbove(double tokens) {
        return Ratio.of(survival(tokens), above[0], Ratio.ZERO);
    }

    /** Probability that a request is longer than {@code tokens}, given that it is longer than {@code known}. */
    public Ratio probabilityAbove(double tokens, double known) {
        if (tokens <= known) {
            return Ratio.ONE;
        }
        return Ratio.of(survival(tokens), survival(known), Ratio.ONE);
    }

    /**
     * Probability that a sum of lengths exceeds {@code tokens}.
     *
     * <p>Long prompts are rare and large, so the sum is large because one of them is, or because many are above average:
     * the larger of {@code count * P(L > tokens - (expected - mean))} and the normal tail.
     *
     * @param expected expected sum, at least the mean of one
     * @param count how many lengths make it uncertain
     */
    public Ratio probabilitySumAbove(double expected, double count, double tokens) {
        double oneJump = count * probabilityAbove(tokens - (expected - mean)).value();
        double many = Normal.tail((tokens - expected) / Math.sqrt(count * Math.max(1, meanSquare - mean * mean)));
        return new Ratio(Math.min(1, Math.max(oneJump, many)));
    }

    /** Mean length in tokens. */
    public double mean() {
        return mean;
    }

    /** Mean of the squared length. */
    public double meanSquare() {
        return meanSquare;
    }

    /** The length that the share {@code q} of requests does not exceed, to within a bin. */
    public double quantile(Ratio q) {
        double beyond = above[0] * (1 - q.value());
        int i = 0;
        while (i < BINS - 1 && above[i + 1] > beyond) {
            i++;
        }
        return CENTRE[i];
    }

    /** Weight above {@code tokens}; inside a bin the weight is spread evenly on the logarithmic scale. */
    private double survival(double tokens) {
        if (tokens < 1) {
            return above[0];
        }
        double position = position(tokens);
        int i = (int) position;
        if (i >= BINS) {
            return 0;
        }
        return above[i + 1] + weights[i] * (i + 1 - position);
    }

    private static int bin(double tokens) {
        return Math.min(BINS - 1, (int) position(Math.max(1, tokens)));
    }

    private static double position(double tokens) {
        return Math.log(tokens) * (BINS_PER_OCTAVE / Math.log(2));
    }

    private static LengthDistribution prior() {
        double[] weights = new double[BINS];
        Arrays.fill(weights, PRIOR_FIRST, PRIOR_LAST, PRIOR_WEIGHT / (double) (PRIOR_LAST - PRIOR_FIRST));
        return new LengthDistribution(weights);
    }
}
