package io.gpugovernor.benchmarks;

import static java.util.Map.entry;

import java.util.Collection;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs every benchmark and holds the results against their limits; exits with 1 if one is over. */
public final class Benchmarks {
    /**
     * Limits by benchmark and its parameter, or by benchmark alone where one limit goes for all of them. An hour of the
     * slack policy runs together with an hour at maximum clock. A decision is held to its limit over every step of a clock
     * table, of which the daemon's ladder is a quarter.
     */
    private static final Map<String, Limit> LIMITS = Map.ofEntries(
            entry("ReplayBenchmark.anHourOfConversations slack", Limit.ofTime(3_000)),
            entry("ReplayBenchmark.anHourOfConversations max", Limit.ofTime(3_000)),
            entry("DecisionBenchmark.windowToDecision", new Limit(50, 4096)),
            entry("ScrapeBenchmark.pageToWindow ONE_ENGINE", new Limit(300, 32_000)),
            entry("ScrapeBenchmark.pageToWindow TWO_ENGINES", Limit.ofTime(600)),
            entry("ScrapeBenchmark.unknownPageToWindow ONE_ENGINE", Limit.ofTime(600)),
            entry("ScrapeBenchmark.unknownPageToWindow TWO_ENGINES", Limit.ofTime(1_200)),
            entry("NvmlBenchmark.oneRead", Limit.ofTime(3)),
            entry("NvmlBenchmark.eightGpus", Limit.ofTime(50)),
            entry("NvmlBenchmark.eightGpusOnTheirThreads", Limit.ofTime(500)),
            entry("FeedBenchmark.decodeAndAccumulate", Limit.ofTime(10)));

    private Benchmarks() {}

    public static void main(String[] arguments) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        for (String pattern : arguments) {
            options.include(pattern);
        }
        // A benchmark that cannot run has not held its limit.
        options.shouldFailOnError(true).addProfiler(GCProfiler.class);
        Collection<RunResult> results = new Runner(options.build()).run();
        boolean over = false;
        for (RunResult result : results) {
            String name = name(result.getParams());
            Limit limit = LIMITS.getOrDefault(name, LIMITS.get(benchmark(result.getParams())));
            boolean failed = limit == null || !limit.allows(result);
            over |= failed;
            System.out.printf(
                    "%s: %s, %s: %s%n",
                    name, Limit.describe(result), limit == null ? "no limit known" : limit, failed ? "OVER" : "ok");
        }
        System.exit(over ? 1 : 0);
    }

    private static String benchmark(BenchmarkParams params) {
        return params.getBenchmark().replaceFirst("^.*\\.(\\w+\\.\\w+)$", "$1");
    }

    private static String name(BenchmarkParams params) {
        StringBuilder name = new StringBuilder(benchmark(params));
        params.getParamsKeys().forEach(key -> name.append(' ').append(params.getParam(key)));
        return name.toString();
    }
}
