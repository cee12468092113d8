package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.Load;
import io.gpugovernor.core.model.Outlook;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.daemon.config.HostPort;
import io.gpugovernor.daemon.journal.DomainSums;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.live.LiveTwin;
import io.gpugovernor.sim.live.SimulatedAccount;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** What the demo shows while it runs: a row a second, and a summary at the end. */
final class DemoTable {
    private static final int ROWS_BETWEEN_HEADINGS = 20;
    private static final String HEADING = String.format(
            "%7s  %8s  %7s  %10s  %5s  %9s  %6s  %10s  %9s  %s",
            "time", "clock", "power", "TTFT slack", "class", "run+wait", "owed", "attainment", "saved", "why");

    private final PrintWriter out;
    private final LiveTwin twin;
    private final Supplier<Optional<Decision>> latest;
    private int rows;

    DemoTable(PrintWriter out, LiveTwin twin, Supplier<Optional<Decision>> latest) {
        this.out = out;
        this.twin = twin;
        this.latest = latest;
    }

    void header(HardwareProfile hardware, Slo slo, InetSocketAddress listen, int enginePort, double speed) {
        String page = "http://" + HostPort.text(listen) + "/";
        out.println(
                "Demo: " + hardware.name() + ", simulated" + (speed == 1 ? "" : " at " + speed + " times real time"));
        out.println("  SLO     "
                + slo.ttft().map(t -> "TTFT " + t.toMillis() + " ms ").orElse("")
                + slo.tbt().map(t -> "TBT " + t.toMillis() + " ms ").orElse("")
                + String.format(
                        Locale.ROOT,
                        "for %.3g %% of requests",
                        100 * slo.quantile().value()));
        out.println("  engine  http://127.0.0.1:" + enginePort + "/metrics");
        out.println("  page    " + page + "  (metrics at " + page + "metrics)");
        out.println();
        out.flush();
    }

    void row() {
        if (rows++ % ROWS_BETWEEN_HEADINGS == 0) {
            out.println(HEADING);
        }
        SimulatedAccount account = twin.account();
        Optional<Decision> decision = latest.get();
        Optional<Load> load = decision.flatMap(Decision::load);
        out.println(String.format(
                Locale.ROOT,
                "%7s  %8s  %7s  %10s  %5s  %9s  %6s  %10s  %9s  %s",
                clock(account.elapsed()),
                decision.flatMap(Decision::setpoint).map(Megahertz::toString).orElse("default"),
                decision.flatMap(d -> DomainSums.power(d.gpus()))
                        .map(DemoTable::watts)
                        .orElse("-"),
                decision.flatMap(Decision::outlook)
                        .flatMap(Outlook::ttftSlack)
                        .map(DemoTable::millis)
                        .orElse("-"),
                load.flatMap(Load::workload).map(WorkloadClass::code).orElse("-"),
                load.map(l -> l.running() + "+" + l.waiting()).orElse("-"),
                load.map(l -> Long.toString(l.firstTokenDebt())).orElse("-"),
                percent(account.service().attainment().value()),
                kilojoules(account.saved().value()),
                decision.map(d -> d.reason().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .orElse("starting")));
        out.flush();
    }

    void summary() {
        SimulatedAccount account = twin.account();
        double seconds = Durations.seconds(account.elapsed());
        double share =
                account.saved().value() / Math.max(1, account.energyAtMaximum().value());
        out.println();
        out.println("Simulated, over " + clock(account.elapsed()) + ":");
        out.println(String.format(
                Locale.ROOT,
                "  energy      %s, %s on average; at the default clock %s: %.1f %% saved",
                kilojoules(account.energy().value()),
                watts(new Watts(account.energy().value() / seconds)),
                kilojoules(account.energyAtMaximum().value()),
                100 * share));
        out.println(String.format(
                Locale.ROOT,
                "  promises    %d of %d requests kept (%s); at the default clock %s",
                account.service().kept(),
                account.service().ended(),
                percent(account.service().attainment().value()),
                percent(account.serviceAtMaximum().attainment().value())));
        latest.get()
                .ifPresent(decision -> out.println(String.format(
                        Locale.ROOT,
                        "  clocks      %d changes, %.0f a minute; the governor's own estimate of what it saved: %s",
                        decision.account().clockChanges(),
                        decision.account().clockChanges() / (seconds / 60),
                        kilojoules(decision.account().saved().value()))));
        out.flush();
    }

    private static String clock(Duration time) {
        return String.format(
                Locale.ROOT, "%d:%02d.%d", time.toMinutes(), time.toSecondsPart(), time.toMillisPart() / 100);
    }

    private static String watts(Watts power) {
        return String.format(Locale.ROOT, "%.0f W", power.value());
    }

    private static String millis(Duration time) {
        return time.toMillis() + " ms";
    }

    private static String kilojoules(double joules) {
        return String.format(Locale.ROOT, "%.1f kJ", joules / 1e3);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
