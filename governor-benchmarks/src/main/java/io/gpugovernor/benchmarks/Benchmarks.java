package io.gpugovernor.benchmarks;

import java.util.Collection;
import java.util.Map;
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
            "FeedBenchmark.decodeAndAccumulate", 10.0);

    private Benchmarks() {}

    public static void main(String[] arguments) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        for (String pattern : arguments) {
            options.include(pattern);
        }
        Collection<RunResult> results =
                new Runner(options.addProfiler(GCProfiler.class).build()).run();
        boolean over = false;
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark().replaceFirst("^.*\\.(\\w+\\.\\w+)$", "$1");
            double score = result.getPrimaryResult().getScore();
            Double limit = LIMITS.get(name);
            boolean failed = limit != null && score > limit;
            over |= failed;
            System.out.printf(
                    "%s %s: %.1f %s, limit %s: %s%n",
                    name,
                    result.getParams().getParamsKeys().isEmpty()
                            ? ""
                            : result.getParams().getParam("policy"),
                    score,
                    result.getPrimaryResult().getScoreUnit(),
                    limit,
                    failed ? "OVER" : "ok");
        }
        System.exit(over ? 1 : 0);
    }
}
