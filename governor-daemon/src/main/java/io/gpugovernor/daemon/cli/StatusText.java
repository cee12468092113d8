package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.http.AccountView;
import io.gpugovernor.daemon.http.DecisionView;
import io.gpugovernor.daemon.http.DomainView;
import io.gpugovernor.daemon.http.GpuView;
import io.gpugovernor.daemon.http.LoadView;
import io.gpugovernor.daemon.http.OutlookView;
import io.gpugovernor.daemon.http.StatusView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The status as a table: a row a domain, and below it why each stands where it stands. */
final class StatusText {
    private StatusText() {}

    static List<String> of(StatusView status) {
        List<String> lines = new ArrayList<>();
        lines.add("gpu-governor " + status.version() + ", " + mode(status.mode()) + ", " + readiness(status));
        lines.add("");
        TextTable table = new TextTable(
                "DOMAIN",
                "STATE",
                "CLOCK",
                "APPLIED",
                "POWER",
                "SLACK TTFT",
                "TBT",
                "RUN/WAIT/OWED",
                "CLASS",
                "KEPT",
                "BUDGET",
                "SAVED");
        status.domains().forEach(domain -> addRow(domain, table));
        lines.addAll(table.lines());
        lines.add("");
        // A reason that is a problem as well is said once, with the problems.
        status.domains().stream()
                .map(domain -> Printable.text(domain.name()) + ": " + why(domain.latest()))
                .filter(line -> status.problems().stream().map(Printable::text).noneMatch(line::equals))
                .forEach(lines::add);
        status.domains().stream()
                .filter(domain -> domain.learning() != null)
                .map(domain -> Printable.text(domain.name() + ": learned: " + domain.learning()))
                .forEach(lines::add);
        status.domains()
                .forEach(domain -> domain.remarks()
                        .forEach(remark -> lines.add("! " + Printable.text(domain.name() + ": " + remark))));
        status.remarks().forEach(remark -> lines.add("! " + Printable.text(remark)));
        status.problems().forEach(problem -> lines.add("! " + Printable.text(problem)));
        lines.add("SAVED is an estimate against the default clock; KEPT is the share of requests within each target.");
        return lines;
    }

    static String mode(String mode) {
        return mode.equals("observe") ? "observe (writes no clock)" : mode;
    }

    static String readiness(StatusView status) {
        if (!status.healthy()) {
            return "not alive";
        }
        return status.ready() ? "ready" : "not ready";
    }

    private static void addRow(DomainView domain, TextTable table) {
        DecisionView latest = domain.latest();
        AccountView account = domain.account();
        String none = Numbers.UNKNOWN;
        if (latest == null || account == null) {
            table.add(
                    Printable.text(domain.name()),
                    "no decision",
                    none,
                    none,
                    none,
                    none,
                    none,
                    none,
                    none,
                    none,
                    none,
                    none);
            return;
        }
        LoadView load = latest.load();
        OutlookView outlook = latest.outlook();
        table.add(
                Printable.text(domain.name()),
                latest.state().replace('_', ' '),
                Numbers.clock(latest.setpointMHz()),
                applied(latest.gpus()),
                Numbers.power(latest.powerWatts()),
                Numbers.slack(outlook == null ? null : outlook.ttftSlackSeconds()),
                Numbers.slack(outlook == null ? null : outlook.tbtSlackSeconds()),
                load == null ? none : load.running() + "/" + load.waiting() + "/" + owed(load),
                load == null ? none : Objects.requireNonNullElse(load.workloadClass(), none),
                kept(account),
                Numbers.percent(account.errorBudgetRemainingRatio()),
                Numbers.energy(account.energySavedJoules()));
    }

    /** A count that is not certain is the most that may be owed, and has a question mark. */
    private static String owed(LoadView load) {
        return load.firstTokenDebt() + (load.firstTokenDebtCertain() ? "" : "?");
    }

    private static String kept(AccountView account) {
        List<String> shares = new ArrayList<>();
        for (Double share : new @Nullable Double[] {account.ttftAttainmentRatio(), account.tbtAttainmentRatio()}) {
            if (share != null) {
                shares.add(Numbers.percent(share));
            }
        }
        return String.join(" / ", shares);
    }

    /** One clock if all GPUs run at the same, a range if not. */
    static String applied(List<GpuView> gpus) {
        int[] clocks = gpus.stream()
                .flatMapToInt(
                        gpu -> gpu.appliedClockMHz() == null ? IntStream.empty() : IntStream.of(gpu.appliedClockMHz()))
                .sorted()
                .toArray();
        if (clocks.length == 0) {
            return Numbers.UNKNOWN;
        }
        int low = clocks[0];
        int high = clocks[clocks.length - 1];
        return (low == high ? "" : low + "..") + high + " MHz";
    }

    private static String why(@Nullable DecisionView latest) {
        return latest == null ? "no decision yet" : Printable.text(DecisionText.why(latest));
    }
}
