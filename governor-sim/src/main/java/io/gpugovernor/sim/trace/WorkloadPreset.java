package io.gpugovernor.sim.trace;

import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Workloads that traces can be generated for, by name.
 *
 * <p>Conversation and code resemble the two services whose traces Azure published (Patel et al., Splitwise, 2024): the
 * rates and the quantiles of lengths are theirs, rounded. Reasoning and documents are made up, for what those two lack:
 * answers of thousands of tokens, and a few prompts of ten thousand among short ones. The other nine are the classes of
 * the paper (Towards Greener LLMs, section 3): lengths within a factor of 1.3 around 100, 500 or 1,024 tokens in and 50,
 * 128 or 256 out, and independent arrivals at 2 requests a second.
 */
// The fields are records of immutable parts, which the checker cannot know without annotations of its own.
@SuppressWarnings("ImmutableEnumChecker")
public enum WorkloadPreset {
    CONVERSATION(
            new WaveArrivals(new ArrivalRate(5.5), new Ratio(0.3)),
            lengths(2, 30, 180, 207, 400, 1020, 1190, 2735, 4080, 4142, 6_120, 14_000),
            lengths(7, 16, 41, 54, 85, 129, 395, 424, 450, 601, 954, 1_000)),
    CODE(
            new BurstArrivals(new ArrivalRate(2.6), Duration.ofSeconds(24), Duration.ofSeconds(53)),
            lengths(3, 17, 75, 147, 580, 1469, 2745, 5188, 7300, 7436, 7_437, 7_437),
            lengths(6, 6, 6, 7, 9, 13, 24, 55, 90, 251, 824, 1_900)),
    REASONING(
            new PoissonArrivals(new ArrivalRate(0.8)),
            lengths(5, 39, 67, 90, 146, 250, 429, 697, 932, 1_607, 2_960, 4_000),
            lengths(50, 389, 671, 897, 1_457, 2_500, 4_289, 6_970, 9_320, 11_500, 11_990, 12_000)),
    DOCUMENTS(
            new PoissonArrivals(new ArrivalRate(2.5)),
            lengths(10, 49, 91, 126, 218, 400, 750, 1_350, 2_100, 11_300, 19_000, 24_000),
            lengths(10, 28, 48, 64, 105, 180, 309, 502, 671, 1_157, 1_480, 1_500)),
    SMALL_SMALL(100, 50),
    SMALL_MEDIUM(100, 128),
    SMALL_LARGE(100, 256),
    MEDIUM_SMALL(500, 50),
    MEDIUM_MEDIUM(500, 128),
    MEDIUM_LARGE(500, 256),
    LARGE_SMALL(1024, 50),
    LARGE_MEDIUM(1024, 128),
    LARGE_LARGE(1024, 256);

    private final ArrivalProcess arrivals;
    private final LengthDistribution prompt;
    private final LengthDistribution output;

    WorkloadPreset(ArrivalProcess arrivals, LengthDistribution prompt, LengthDistribution output) {
        this.arrivals = arrivals;
        this.prompt = prompt;
        this.output = output;
    }

    WorkloadPreset(int prompt, int output) {
        this(
                new PoissonArrivals(new ArrivalRate(2)),
                LengthDistribution.around(prompt),
                LengthDistribution.around(output));
    }

    /** Whether it is one of the paper's nine classes. */
    public boolean isClass() {
        return compareTo(SMALL_SMALL) >= 0;
    }

    /** The name people write: {@code conversation}, {@code small-large}. */
    public String presetName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The preset called {@code name}, in any case, with hyphens or underscores.
     *
     * @throws IllegalArgumentException if there is none; the message suggests near names and lists all
     */
    public static WorkloadPreset parse(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        List<String> known =
                Arrays.stream(values()).map(WorkloadPreset::presetName).toList();
        int at = known.indexOf(wanted);
        if (at >= 0) {
            return values()[at];
        }
        List<String> near = NearNames.of(wanted, known);
        String suggestion = near.isEmpty() ? "" : "did you mean " + String.join(" or ", near) + "? ";
        throw new IllegalArgumentException("no workload is called " + TraceFile.shown(name) + "; " + suggestion
                + "there are " + String.join(", ", known));
    }

    /** A generator of this workload at its own rate. */
    public TraceGenerator generator() {
        return new TraceGenerator(presetName(), arrivals, prompt, output);
    }

    /** Lengths by their shortest, their 1st, 5th, 10th, 25th, 50th, 75th, 90th, 95th, 99th and 99.9th percentile, and longest. */
    private static LengthDistribution lengths(
            int shortest,
            int p1,
            int p5,
            int p10,
            int p25,
            int p50,
            int p75,
            int p90,
            int p95,
            int p99,
            int p999,
            int longest) {
        return new LengthDistribution(List.of(
                Quantile.percent(0, shortest),
                Quantile.percent(1, p1),
                Quantile.percent(5, p5),
                Quantile.percent(10, p10),
                Quantile.percent(25, p25),
                Quantile.percent(50, p50),
                Quantile.percent(75, p75),
                Quantile.percent(90, p90),
                Quantile.percent(95, p95),
                Quantile.percent(99, p99),
                Quantile.percent(99.9, p999),
                Quantile.percent(100, longest)));
    }
}
