package io.gpugovernor.core.telemetry;

import io.gpugovernor.core.units.Durations;
import java.time.Duration;

/**
 * How many arrivals the next moments will bring, given how busy the last ones were.
 *
 * <p>Observation: real arrivals come in bursts. How many come next depends on how many just came, and how strongly
 * depends on the node; so it is counted, not assumed. The recent rate {@code r} forgets with a time constant of
 * {@link #RECENT}. Time is sorted by {@code r} into logarithmic bins, and in each bin
 *
 * <pre>
 * hazard(r) = (arrivals in the bin + max(r, overall rate) * s) / (time in the bin + s),   s = 5 s
 * </pre>
 *
 * arrivals a second: until it is known better, the next moment is taken to be like the last. Below {@link #LOWEST_RATE} all is
 * silence, and what tells one silence from another is how long it has lasted, {@code t}; so silence is sorted by {@code t}
 * into octaves, and in each
 *
 * <pre>
 * hazard(t) = (arrivals in the octave + 1) / (time in the octave + 1 / min(overall rate, 1 / t))
 * </pre>
 *
 * until it is known better, a silence is taken to last as long again as it has lasted. In a burst the hazard is high; in
 * silence it is low, and falls; under steady traffic it is the same everywhere. Counts fade with a time constant of an
 * hour. Immutable.
 */
public final class ArrivalHazard {
    private static final Duration RECENT = Duration.ofMillis(1500);
    static final double RECENT_SECONDS = Durations.seconds(RECENT);
    static final double STEADY_SECONDS = 60;
    /** As many times {@link #RECENT} as it goes into {@link #STEADY_SECONDS}. */
    static final double LATELY_SECONDS = Math.sqrt(RECENT_SECONDS * STEADY_SECONDS);

    private static final double FADING_SECONDS = 3600;
    private static final double PRIOR_SECONDS = 5;
    /** Before anything was seen, requests are expected every other second; silence is not known from its first moment. */
    private static final double UNSEEN_ARRIVALS = 2;

    private static final double UNSEEN_SECONDS = 4;
    /** Rate i holds recent rates from the lowest times 2^i on; octaves of silence are counted behind the rates. */
    private static final int RATES = 13;

    private static final int SILENCES = 9;
    private static final int BINS = RATES + SILENCES;
    /** Silences up to twice this are not told apart; the first arrival of all ends one of unknown length. */
    private static final double SHORT_SILENCE_SECONDS = 4;

    private static final double LOWEST_RATE = 0.02;

    public static final ArrivalHazard UNKNOWN = new ArrivalHazard(new float[2 * BINS], 0, 0, 0, 0, 0);

    /**
     * Arrivals by bin, and behind them seconds by bin. In single precision, like what follows, for they are copied at every
     * window: an hour of exposure to within a millisecond.
     */
    private final float[] counts;

    private final float recentRate;
    private final float latelyRate;
    private final float steadyRate;
    private final float observedSeconds;
    private final float silenceSeconds;

    private ArrivalHazard(
            float[] counts,
            double recentRate,
            double latelyRate,
            double steadyRate,
            double observedSeconds,
            double silenceSeconds) {
        this.counts = counts;
        this.recentRate = (float) recentRate;
        this.latelyRate = (float) latelyRate;
        this.steadyRate = (float) steadyRate;
        this.observedSeconds = (float) observedSeconds;
        this.silenceSeconds = (float) silenceSeconds;
    }

    /** What is known after {@code window}. */
    ArrivalHazard after(Window window) {
        return after(window.seconds(), window.arrivals());
    }

    /** What is known after a window of so many seconds in which {@code count} requests arrived. */
    ArrivalHazard after(double seconds, long count) {
        if (seconds <= 0) {
            return this;
        }
        double fading = Math.exp(-seconds / FADING_SECONDS);
        float[] next = new float[2 * BINS];
        for (int i = 0; i < next.length; i++) {
            next[i] = (float) (counts[i] * fading);
        }
        int bin = bin();
        next[bin] = (float) (counts[bin] * fading + count);
        next[BINS + bin] = (float) (counts[BINS + bin] * fading + seconds);
        double observed = observedSeconds + seconds;
        return new ArrivalHazard(
                next,
                blend(recentRate, count / seconds, seconds / RECENT_SECONDS),
                // The first seconds are a plain mean, so that a young estimate does not lean towards zero.
                blend(latelyRate, count / seconds, seconds / Math.min(observed, LATELY_SECONDS)),
                blend(steadyRate, count / seconds, seconds / Math.min(observed, STEADY_SECONDS)),
                observed,
                count > 0 ? 0 : silenceSeconds + seconds);
    }

    /** Arrivals expected within {@code time} from now, were the present rate to hold. */
    public double expectedWithin(Duration time) {
        return perSecond() * Durations.seconds(time);
    }

    /** Arrivals a second to expect right now. */
    public double perSecond() {
        double allArrivals = 0;
        double allExposure = 0;
        for (int i = 0; i < BINS; i++) {
            allArrivals += counts[i];
            allExposure += counts[BINS + i];
        }
        double overall = (allArrivals + UNSEEN_ARRIVALS) / (allExposure + UNSEEN_SECONDS);
        int bin = bin();
        if (bin >= RATES) {
            // Before the first arrival of all, nobody knows how long the silence has lasted.
            double asLongAgain = allArrivals > 0 ? 1 / Math.max(SHORT_SILENCE_SECONDS, silenceSeconds) : overall;
            double prior = Math.min(overall, asLongAgain);
            return (counts[bin] + 1) / (counts[BINS + bin] + 1 / prior);
        }
        return (counts[bin] + Math.max(recentRate, overall) * PRIOR_SECONDS) / (counts[BINS + bin] + PRIOR_SECONDS);
    }

    /** Arrivals a second over the last minute or so. */
    public double steadyPerSecond() {
        return steadyRate;
    }

    /** What to expect over longer times, in which the present rate need not hold. */
    public ArrivalsAhead ahead() {
        return new ArrivalsAhead(perSecond(), latelyRate, steadyRate);
    }

    private static double blend(double old, double value, double exponentOrShare) {
        double share = exponentOrShare >= 1 ? 1 : -Math.expm1(-exponentOrShare);
        return old + share * (value - old);
    }

    private int bin() {
        if (recentRate < LOWEST_RATE) {
            return RATES + octaves(silenceSeconds / SHORT_SILENCE_SECONDS, SILENCES);
        }
        return octaves(recentRate / LOWEST_RATE, RATES);
    }

    private static int octaves(double ratio, int bins) {
        return ratio <= 1 ? 0 : Math.min(bins - 1, (int) (Math.log(ratio) / Math.log(2)));
    }
}
