package io.gpugovernor.benchmarks;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs every benchmark and holds the results against their limits; exits with 1 if one is over. */
public final class Benchmarks {
    /** Limits in each benchmark's own unit. An hour of the slack policy runs together with an hour at maximum clock. */
    private static final Map<String, Double> LIMITS = Map.of(
            "ReplayBenchmark.anHourOfConversations", 3_000.0,
            "DecisionBenchmark.windowToDecision", 50.0,
            "NvmlBenchmark.oneRead", 3.0,
            "NvmlBenchmark.eightGpus", 50.0,
            "NvmlBenchmark.eightGpusOnTheirThreads", 500.0,
            "FeedBenchmark.decodeAndAccumulate", 10.0);

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
            String name = result.getParams().getBenchmark().replaceFirst("^.*\\.(\\w+\\.\\w+)$", "$1");
            double score = score(result);
            Double limit = LIMITS.get(name);
            boolean failed = limit != null && score > limit;
            over |= failed;
            System.out.printf(
                    "%s %s: %.2f %s, limit %s: %s%n",
                    name,
                    result.getParams().getParamsKeys().stream()
                            .map(result.getParams()::getParam)
                            .collect(Collectors.joining(" ")),
                    score,
                    result.getPrimaryResult().getScoreUnit(),
                    limit,
                    failed ? "OVER" : "ok");
        }
        System.exit(over ? 1 : 0);
    }

    /** The median where single calls were timed, else the mean. */
    private static double score(RunResult result) {
        return result.getParams().getMode() == Mode.SampleTime
                ? result.getPrimaryResult().getStatistics().getPercentile(50)
                : result.getPrimaryResult().getScore();
    }
}
