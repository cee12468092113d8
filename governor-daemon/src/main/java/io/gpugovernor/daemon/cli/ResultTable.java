package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.sim.replay.RunResult;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.tournament.Contest;
import io.gpugovernor.sim.trace.RateScale;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** A contest's results for a person. */
final class ResultTable {
    private ResultTable() {}

    static void print(
            PrintWriter out, Scenario scenario, String traceName, RateScale scale, List<Contest.Entry> entries) {
        out.println(String.format(
                Locale.ROOT,
                "Simulated: %s on %s, %,d requests in %s (%.2f a second, rate scale %.3f)",
                traceName,
                scenario.hardware().name(),
                scenario.trace().size(),
                duration(scenario),
                scenario.trace().size() / Durations.seconds(scenario.duration()),
                scale.factor()));
        out.println(String.format(
                Locale.ROOT,
                "SLO: %s%sfor %.3g %% of requests; readings every %d ms; a switch takes %d + %d ms and stalls %d ms",
                scenario.slo()
                        .ttft()
                        .map(time -> "TTFT " + time.toMillis() + " ms, ")
                        .orElse(""),
                scenario.slo()
                        .tbt()
                        .map(time -> "TBT " + time.toMillis() + " ms ")
                        .orElse(""),
                100 * scenario.slo().quantile().value(),
                scenario.telemetry().period().toMillis(),
                scenario.switching().call().toMillis(),
                scenario.switching().transition().toMillis(),
                scenario.switching().stall().toMillis()));
        out.println();
        out.println(String.format(
                "%-14s %5s %8s %8s  %7s %7s %7s  %8s %8s  %9s %6s",
                "policy", "seed", "power", "saving", "TTFT", "TBT", "both", "TTFT p99", "TBT p99", "clock", "sw/min"));
        for (Contest.Entry entry : entries) {
            out.println(row(entry));
        }
        out.flush();
    }

    private static String row(Contest.Entry entry) {
        RunResult run = entry.result();
        double minutes = Durations.seconds(run.elapsed()) / 60;
        return String.format(
                Locale.ROOT,
                "%-14s %5d %6.0f W %6.1f %%  %7.4f %7.4f %7.4f  %5.0f ms %5.1f ms  %5.0f MHz %6.1f%s",
                run.policy(),
                run.seed(),
                run.meanPower().value(),
                100 * run.savingAgainst(entry.maximum()),
                run.attainment().ttft().value(),
                run.attainment().tbt().value(),
                run.attainment().joint().value(),
                1e3 * run.ttft().p99(),
                1e3 * run.tbt().p99(),
                run.meanClockMegahertz(),
                run.clockChanges() / minutes,
                run.completed() < run.requests()
                        ? "  (" + (run.requests() - run.completed()) + " requests never ended)"
                        : "");
    }

    private static String duration(Scenario scenario) {
        long seconds = scenario.duration().toSeconds();
        return seconds % 3600 == 0 ? seconds / 3600 + " h" : seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
