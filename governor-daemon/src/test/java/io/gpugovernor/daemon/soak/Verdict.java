package io.gpugovernor.daemon.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Evidence against limits. */
final class Verdict {
    /** The heap's limit is 256 MiB; code, threads and the driver's library come on top. */
    private static final long MOST_MEBIBYTES = 448;
    /** Threads and files come and go with requests to the endpoint; a leak grows with time. */
    private static final long MOST_MORE = 8;
    /** On a busy machine a tick may be late, and is not made up for. */
    private static final double LEAST_TICKS = 0.5;

    private static final String CALLS = "gpu_governor_nvml_call_duration_seconds";
    private static final String MISSES = "gpu_governor_nvml_deadline_misses_total";
    private static final String DECISIONS = "gpu_governor_decisions_total";

    /** One line of the table; a row without a limit informs. */
    private record Row(String what, String found, String limit, boolean holds) {}

    private final SoakPlan plan;
    private final Evidence evidence;
    private final List<Row> rows = new ArrayList<>();

    Verdict(SoakPlan plan, Evidence evidence) {
        this.plan = plan;
        this.evidence = evidence;
        judgeLoop();
        judgeCalls();
        judgeWrites();
        judgeEnd();
        judgeResources();
    }

    /** What is wrong; empty if nothing is. */
    List<String> failures() {
        return rows.stream()
                .filter(row -> !row.holds())
                .map(row -> row.what() + ": " + row.found() + ", not " + row.limit())
                .toList();
    }

    String table() {
        StringBuilder text = new StringBuilder();
        line(text, "check", "found", "limit", "");
        rows.forEach(row -> line(
                text, row.what(), row.found(), row.limit(), row.limit().isEmpty() ? "" : row.holds() ? "ok" : "WRONG"));
        return text.toString();
    }

    private void judgeLoop() {
        double expected = 2.0 * evidence.governed().toMillis() / SoakPlan.TELEMETRY.toMillis();
        double ticks = metric(DECISIONS, "");
        row(
                "ticks",
                String.format(Locale.ROOT, "%.0f, %.0f %% of those due", ticks, 100 * ticks / expected),
                "at least 50 %",
                ticks >= LEAST_TICKS * expected);
        for (String reason : List.of("deadline", "saving", "stale_telemetry")) {
            inform("ticks that decided " + reason, count(metric(DECISIONS, "reason=\"" + reason + "\"")));
        }
        none("ticks whose write failed", metric(DECISIONS, "reason=\"actuation_failed\""));
        none("ticks that found a setpoint not honoured", metric(DECISIONS, "reason=\"not_honoured\""));
    }

    private void judgeCalls() {
        for (String kind : List.of("read", "set", "reset")) {
            String label = "call=\"" + kind + "\"";
            inform(kind + " calls by the daemon: number, p99, longest", times(kind, label));
            Optional<Double> missed = evidence.metrics().sum(MISSES, label);
            row(
                    kind + " calls past their deadline",
                    missed.map(Verdict::count).orElse("not counted"),
                    "0",
                    missed.filter(number -> number == 0).isPresent());
        }
    }

    private String times(String kind, String label) {
        double calls = metric(CALLS + "_count", label);
        return calls == 0
                ? "0"
                : String.format(
                        Locale.ROOT,
                        "%.0f, at most %.1f ms, %.1f ms",
                        calls,
                        1e3 * evidence.metrics().p99(CALLS, label),
                        1e3 * evidence.longest().getOrDefault(kind, 0.0));
    }

    private void judgeWrites() {
        long sets = writes(write -> !write.isReset());
        row(
                "set calls in the library",
                count(sets),
                "at least one a GPU",
                sets >= plan.governed().size());
        inform("reset calls in the library", count(writes(DoubledGpus.Write::isReset)));
        none("calls that the library refused", writes(write -> write.status() != 0));
        none("locks to clocks that are not in the table", writes(write -> !write.isInTheTable()));
        none(
                "writes to GPUs that are not ours",
                writes(write -> !plan.governed().contains(write.gpu())));
        none("writes by other processes", writes(write -> !evidence.pids().contains(write.pid())));
    }

    private void judgeEnd() {
        evidence.exits()
                .forEach(exit -> row(
                        "exit code of " + exit.process(),
                        count(exit.code()),
                        count(exit.expected()),
                        exit.code() == exit.expected()));
        none("GPUs locked at the end", evidence.lockedAtEnd().size());
        none("GPUs in the lease at the end", evidence.leaseEntriesAtEnd());
        none("errors in the log", evidence.complaints().size());
    }

    private void judgeResources() {
        Resources before = evidence.before();
        Resources after = evidence.after();
        row(
                "resident memory, MiB, start and end",
                before.mebibytes() + ", " + after.mebibytes(),
                "at most " + MOST_MEBIBYTES,
                after.mebibytes() <= MOST_MEBIBYTES);
        grows("threads, start and end", before.threads(), after.threads());
        grows("open files, start and end", before.files(), after.files());
        inform(
                "processor time, share of one core",
                String.format(
                        Locale.ROOT,
                        "%.1f %%",
                        100
                                * after.cpuSeconds()
                                / Math.max(1, evidence.governed().toMillis() / 1e3)));
    }

    private void grows(String what, long before, long after) {
        row(what, before + ", " + after, "at most " + MOST_MORE + " more", after - before <= MOST_MORE);
    }

    private void none(String what, double number) {
        row(what, count(number), "0", number == 0);
    }

    private void inform(String what, String found) {
        row(what, found, "", true);
    }

    private void row(String what, String found, String limit, boolean holds) {
        rows.add(new Row(what, found, limit, holds));
    }

    private long writes(Predicate<DoubledGpus.Write> which) {
        return evidence.writes().stream().filter(which).count();
    }

    private double metric(String name, String label) {
        return evidence.metrics().sum(name, label).orElse(0.0);
    }

    private static String count(double number) {
        return String.format(Locale.ROOT, "%.0f", number);
    }

    private static void line(StringBuilder text, String what, String found, String limit, String holds) {
        text.append(String.format(Locale.ROOT, "%-48s %-36s %-20s %s%n", what, found, limit, holds));
    }
}
