package io.gpugovernor.core.telemetry;

import io.gpugovernor.core.units.Ratio;

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
    private static final double KEPT = 1 - 1.0 / MEMORY;
    private static final int PRIOR_WEIGHT = 1;
    private static final int NONE = -1;
    private static final double NEGLIGIBLE = 1e-9;
    private static final int PRIOR_FIRST = 4 * BINS_PER_OCTAVE;
    private static final int PRIOR_LAST = 13 * BINS_PER_OCTAVE;
    private static final double PER_LOGARITHM = BINS_PER_OCTAVE / Math.log(2);
    private static final double[] CENTRE = new double[BINS];
    /** How far a bin's centre, and its square, lie above those of the bin before. */
    private static final double[] RISE = new double[BINS];

    private static final double[] SQUARE_RISE = new double[BINS];

    static {
        double below = 0;
        for (int i = 0; i < BINS; i++) {
            CENTRE[i] = Math.pow(2, (i + 0.5) / BINS_PER_OCTAVE);
            RISE[i] = CENTRE[i] - below;
            SQUARE_RISE[i] = CENTRE[i] * CENTRE[i] - below * below;
            below = CENTRE[i];
        }
    }

    /** What is expected before anything was observed. */
    public static final LengthDistribution UNKNOWN = prior();

    /**
     * Weight of all bins from {@code first + i} on, and a zero at the end: no request was ever shorter or longer. A bin's own
     * weight is the difference to the next. Copied at every other request, so in single precision, which is finer than a
     * request's thousandth part.
     */
    private final float[] above;

    private final int first;
    /** Bin of one more request, which is not in {@code above} yet; {@link #NONE} if all are. */
    private final int last;

    private final double mean;
    private final double meanSquare;

    private LengthDistribution(float[] above, int first, int last) {
        this.above = above;
        this.first = first;
        this.last = last;
        int lowest = lowest();
        double sum = total() * CENTRE[lowest];
        double squares = sum * CENTRE[lowest];
        int end = end();
        for (int i = lowest + 1; i < end; i++) {
            double weight = from(i);
            sum += weight * RISE[i];
            squares += weight * SQUARE_RISE[i];
        }
        mean = sum / total();
        meanSquare = squares / total();
    }

    /** This distribution after one more request of {@code tokens} tokens; lengths below 1 count as 1. */
    public LengthDistribution after(double tokens) {
        int bin = bin(tokens);
        if (last == NONE) {
            return new LengthDistribution(above, first, bin);
        }
        int lowest = Math.min(lowest(), bin);
        int end = Math.max(end(), bin + 1);
        float[] next = new float[end - lowest + 1];
        for (int i = lowest; i < end; i++) {
            next[i - lowest] = with(from(i), i <= bin);
        }
        return new LengthDistribution(next, lowest, NONE);
    }

    private int lowest() {
        return last == NONE ? first : Math.min(first, last);
    }

    /** The first bin above all that were seen. */
    private int end() {
        return Math.max(first + above.length - 1, last + 1);
    }

    /** Probability that a request is longer than {@code tokens}. */
    public Ratio probabilityAbove(double tokens) {
        return new Ratio(chanceAbove(tokens));
    }

    /** {@link #probabilityAbove(double)} as a number, for formulas. */
    public double chanceAbove(double tokens) {
        return survival(tokens) / total();
    }

    /** Probability that a request is longer than {@code tokens}, given that it is longer than {@code known}. */
    public Ratio probabilityAbove(double tokens, double known) {
        return new Ratio(longerThan(known).chanceAbove(tokens));
    }

    /** The lengths of those requests that are longer than {@code known}. */
    public Remaining longerThan(double known) {
        return new Remaining(this, known, survival(known));
    }

    /**
     * What is left of a distribution when some length is known to be exceeded.
     *
     * @param lengths the whole distribution
     * @param known tokens that are exceeded
     * @param weight of the requests that are longer
     */
    public record Remaining(LengthDistribution lengths, double known, double weight) {
        /** Probability, as a number for formulas, that such a request is longer than {@code tokens}. */
        public double chanceAbove(double tokens) {
            return tokens <= known || weight <= 0 ? 1 : Math.min(1, lengths.survival(tokens) / weight);
        }
    }

    /**
     * Probability that a sum of lengths exceeds {@code tokens}.
     *
     * <p>One length is looked up. A sum of more is taken for gamma distributed with the mean and the variance of as many
     * lengths, by the cube root that makes it nearly normal (Wilson and Hilferty 1931); between one and two, and between
     * what is certain and what is not, it is linear.
     *
     * @param expected expected sum; what it has beyond {@code count} mean lengths is taken as certain
     * @param count how many lengths make it uncertain
     */
    public Ratio probabilitySumAbove(double expected, double count, double tokens) {
        return new Ratio(chanceSumAbove(expected, count, tokens));
    }

    /** {@link #probabilitySumAbove} as a number, for formulas. */
    public double chanceSumAbove(double expected, double count, double tokens) {
        double one = count < 2 ? chanceAbove(tokens - expected + mean) : 0;
        if (count <= 1) {
            return one;
        }
        double several = Math.max(2, count);
        double many = gammaTail(several * mean, several * variance(), tokens - expected + several * mean);
        return between(one, many, count);
    }

    /** The mean of {@link #chanceSumAbove} over three numbers of tokens, for formulas that ask for them together. */
    public double meanChanceSumAbove(double expected, double count, double early, double halfway, double late) {
        double rest = mean - expected;
        double one = count < 2
                ? (chanceAbove(early + rest) + chanceAbove(halfway + rest) + chanceAbove(late + rest)) / 3
                : 0;
        if (count <= 1) {
            return one;
        }
        double several = Math.max(2, count);
        double sum = several * mean;
        double ninth = ninth(sum, several * variance());
        double deviation = Math.sqrt(ninth);
        double beyond = sum - expected;
        double many = (gammaTail(sum, ninth, deviation, early + beyond)
                        + gammaTail(sum, ninth, deviation, halfway + beyond)
                        + gammaTail(sum, ninth, deviation, late + beyond))
                / 3;
        return between(one, many, count);
    }

    /** What holds of {@code count} lengths, above one: between one and two linear, from two on what holds of many. */
    private static double between(double one, double many, double count) {
        return count < 2 ? (2 - count) * one + (count - 1) * many : many;
    }

    private double variance() {
        return Math.max(1, meanSquare - mean * mean);
    }

    /**
     * Probability, as a number for formulas, that the lengths of all requests that arrive exceed {@code tokens} together,
     * where {@code arrivals} of them are expected (compound Poisson). One arrival is looked up; several are taken for gamma
     * distributed with their mean and variance.
     */
    public double chanceOfArrivalsAbove(double arrivals, double tokens) {
        double none = Math.exp(-arrivals);
        double one = arrivals * none;
        double several = 1 - none - one;
        double single = one < NEGLIGIBLE ? 0 : one * chanceAbove(tokens);
        if (several < NEGLIGIBLE) {
            return single;
        }
        double expected = (arrivals - one) * mean / several;
        double square = ((arrivals - one) * meanSquare + arrivals * arrivals * mean * mean) / several;
        return single + several * gammaTail(expected, Math.max(1, square - expected * expected), tokens);
    }

    /** P(X > x) of the gamma distribution with that mean and variance. */
    private static double gammaTail(double mean, double variance, double x) {
        double ninth = ninth(mean, variance);
        return gammaTail(mean, ninth, Math.sqrt(ninth), x);
    }

    private static double gammaTail(double mean, double ninth, double deviation, double x) {
        return x <= 0 ? 1 : Normal.tail((Math.cbrt(x / mean) - 1 + ninth) / deviation);
    }

    /** Variance of the cube root of a gamma distributed value over its mean. */
    private static double ninth(double mean, double variance) {
        return variance / (9 * mean * mean);
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
        double beyond = total() * (1 - q.value());
        int lowest = 0;
        int highest = BINS - 1;
        while (lowest < highest) {
            int middle = (lowest + highest) / 2;
            if (from(middle + 1) > beyond) {
                lowest = middle + 1;
            } else {
                highest = middle;
            }
        }
        return CENTRE[lowest];
    }

    /** Weight above {@code tokens}; inside a bin the weight is spread evenly on the logarithmic scale. */
    private double survival(double tokens) {
        if (tokens < 1) {
            return total();
        }
        double position = position(tokens);
        int i = (int) position;
        if (i >= BINS) {
            return 0;
        }
        double beyond = from(i + 1);
        return beyond + (from(i) - beyond) * (i + 1 - position);
    }

    /** Weight of all bins from {@code bin} on. */
    private float from(int bin) {
        int i = bin - first;
        float settled = i <= 0 ? above[0] : i < above.length ? above[i] : 0;
        return last == NONE ? settled : with(settled, bin <= last);
    }

    private float total() {
        return from(0);
    }

    /** A weight after one more request, which is at least as long as that of this weight or not. */
    private static float with(float weight, boolean asLong) {
        return (float) (weight * KEPT + (asLong ? 1 : 0));
    }

    private static int bin(double tokens) {
        return Math.min(BINS - 1, (int) position(Math.max(1, tokens)));
    }

    private static double position(double tokens) {
        return Math.log(tokens) * PER_LOGARITHM;
    }

    private static LengthDistribution prior() {
        int bins = PRIOR_LAST - PRIOR_FIRST;
        float[] weights = new float[bins + 1];
        for (int i = 0; i < bins; i++) {
            weights[i] = PRIOR_WEIGHT * (bins - i) / (float) bins;
        }
        return new LengthDistribution(weights, PRIOR_FIRST, NONE);
    }
}
