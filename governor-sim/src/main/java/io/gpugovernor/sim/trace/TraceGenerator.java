package io.gpugovernor.sim.trace;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Makes traces from statistics. A seed gives the same trace on every machine and JDK.
 *
 * <p>Arrivals, prompt lengths and output lengths are drawn independently of each other, from streams of their own, so
 * that another rate leaves the sequence of lengths as it is.
 *
 * @param name the traces' name
 * @param arrivals when requests come
 * @param prompt how long their prompts are
 * @param output how much they generate, at most 1,000,000 tokens
 */
public record TraceGenerator(
        String name, ArrivalProcess arrivals, LengthDistribution prompt, LengthDistribution output) {
    /** @throws IllegalArgumentException if {@code output} exceeds 1,000,000 tokens */
    public TraceGenerator {
        if (output.at(Ratio.ONE) > TraceLimits.OUTPUT_TOKENS) {
            throw new IllegalArgumentException(
                    "a request generates at most 1,000,000 tokens, not " + output.at(Ratio.ONE));
        }
    }

    /** A generator of {@code preset}. */
    public static TraceGenerator of(WorkloadPreset preset) {
        return preset.generator();
    }

    /** Its mean rate. */
    public ArrivalRate rate() {
        return arrivals.rate();
    }

    /** The same with another mean rate; bursts and silences keep their lengths. */
    public TraceGenerator withRate(ArrivalRate rate) {
        return new TraceGenerator(name, arrivals.withRate(rate), prompt, output);
    }

    /**
     * A trace whose first request arrives at 0 and whose last one arrives before {@code duration}.
     *
     * @param duration above 0, at most 366 days
     * @throws IllegalArgumentException if {@code duration} is out of range, or would hold more than 20 million requests
     */
    public Trace generate(Duration duration, long seed) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(TraceLimits.LONGEST) > 0) {
            throw new IllegalArgumentException("a trace lasts above 0 and at most 366 days, not " + duration);
        }
        requireBearable(arrivals.rate().perSecond() * Durations.seconds(duration), duration);
        SplittableRandom random = new SplittableRandom(seed);
        var times = arrivals.start(duration, random.split());
        SplittableRandom prompts = random.split();
        SplittableRandom outputs = random.split();
        long end = duration.toNanos();
        TraceBuilder trace = new TraceBuilder();
        for (long nanos = 0; nanos < end; nanos = (long) (times.next() * 1e9)) {
            requireBearable(trace.size() + 1.0, duration);
            trace.add(nanos, draw(prompt, prompts), draw(output, outputs));
        }
        return trace.build(name);
    }

    private void requireBearable(double requests, Duration duration) {
        int limit = TraceLimits.STANDARD.rows();
        if (requests > limit) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s at %s over %s makes more than %,d requests; shorten it, or lower the rate",
                    name,
                    arrivals.rate(),
                    duration,
                    limit));
        }
    }

    private static int draw(LengthDistribution lengths, SplittableRandom random) {
        return lengths.at(new Ratio(random.nextDouble()));
    }
}
