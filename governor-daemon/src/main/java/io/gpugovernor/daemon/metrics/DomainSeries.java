package io.gpugovernor.daemon.metrics;

import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.model.Account;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Load;
import io.gpugovernor.core.model.Outlook;
import io.gpugovernor.core.model.ThrottleReason;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.daemon.journal.DomainSums;
import io.gpugovernor.daemon.journal.ErrorBudget;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns a domain's newest decision into series. What is absent from the decision is absent here. Once the decision itself
 * is too old to stand for the present, only counters and shares over the whole run remain: a dead loop publishes no
 * clock.
 */
final class DomainSeries {
    private DomainSeries() {}

    static void add(PublishedDomain published, Moment now, Points points) {
        if (published.decision().isEmpty()) {
            return;
        }
        Decision decision = published.decision().get();
        addBooks(published, decision, points);
        if (published.isFresh(now)) {
            addPresent(decision, now.since(decision.at()), points);
        }
    }

    private static void addBooks(PublishedDomain published, Decision decision, Points points) {
        PolicyDomain domain = published.domain();
        Labels labels = Labels.of("domain", domain.name());
        Account account = decision.account();
        DomainSums.energy(decision).ifPresent(energy -> points.add(Family.ENERGY, labels, energy.value()));
        points.add(Family.ENERGY_SAVED, labels, published.saved().value());
        points.add(
                Family.ERROR_BUDGET,
                labels,
                ErrorBudget.remaining(account, domain.slo()).value());
        points.add(Family.CLOCK_MIN, labels, domain.clocks().min().hertz());
        points.add(Family.CLOCK_MAX, labels, domain.clocks().max().hertz());
        points.add(Family.SLO_QUANTILE, labels, domain.slo().quantile().value());
        domain.slo()
                .ttft()
                .ifPresent(target -> addJudged(
                        points,
                        labels.add("slo", "ttft"),
                        account.ttftAttainment(),
                        account.served(),
                        account.ttftMisses()));
        domain.slo()
                .tbt()
                .ifPresent(target -> addJudged(
                        points,
                        labels.add("slo", "tbt"),
                        account.tbtAttainment(),
                        account.ended(),
                        account.tbtMisses()));
    }

    private static void addJudged(Points points, Labels labels, Ratio kept, long requests, long misses) {
        points.add(Family.SLO_ATTAINMENT, labels, kept.value());
        points.add(Family.SLO_REQUESTS, labels, requests);
        points.add(Family.SLO_MISSES, labels, misses);
    }

    private static void addPresent(Decision decision, Duration age, Points points) {
        Labels labels = Labels.of("domain", decision.domain());
        decision.setpoint().ifPresent(clock -> points.add(Family.SETPOINT, labels, clock.hertz()));
        for (GovernorState state : GovernorState.values()) {
            points.add(Family.STATE, labels.add("state", labelOf(state)), state == decision.state() ? 1 : 0);
        }
        decision.load().ifPresent(load -> addLoad(load, age, labels, points));
        decision.outlook().ifPresent(outlook -> addOutlook(outlook, labels, points));
        decision.gpus().forEach(gpu -> addGpu(gpu, labels, points));
    }

    private static void addLoad(Load load, Duration age, Labels labels, Points points) {
        points.add(Family.FIRST_TOKEN_DEBT, labels, load.firstTokenDebt());
        points.add(Family.FIRST_TOKEN_DEBT_LEAST, labels, load.leastFirstTokenDebt());
        points.add(
                Family.TELEMETRY_AGE,
                labels,
                Durations.seconds(load.telemetryAge().plus(age)));
    }

    private static void addOutlook(Outlook outlook, Labels labels, Points points) {
        addSlack(points, labels, "ttft", outlook.ttftSlack());
        addSlack(points, labels, "tbt", outlook.tbtSlack());
        points.add(Family.MISS_PRICE, labels, outlook.missPrice().value());
        points.add(Family.SWITCH_COST, labels, outlook.switchCost().value());
    }

    private static void addSlack(Points points, Labels labels, String slo, Optional<Duration> slack) {
        slack.ifPresent(time -> points.add(Family.SLO_SLACK, labels.add("slo", slo), Durations.seconds(time)));
    }

    private static void addGpu(GpuReading gpu, Labels domain, Points points) {
        Labels labels = domain.add("gpu", Integer.toString(gpu.gpu().index()))
                .add("uuid", gpu.gpu().uuid());
        points.add(
                Family.GPU_INFO,
                labels.add("pci_bus_id", gpu.gpu().pciBusId())
                        .add("model", gpu.gpu().model()),
                1);
        gpu.appliedClock().ifPresent(clock -> {
            points.add(Family.APPLIED_CLOCK, labels, clock.hertz());
            for (ThrottleReason reason : ThrottleReason.values()) {
                points.add(
                        Family.THROTTLED,
                        labels.add("reason", labelOf(reason)),
                        gpu.throttled().contains(reason) ? 1 : 0);
            }
        });
        gpu.powerLimit().ifPresent(limit -> points.add(Family.POWER_LIMIT, labels, limit.value()));
        gpu.power().ifPresent(power -> points.add(Family.POWER, labels, power.value()));
    }

    /** Enum constants as label values: lower case. */
    static String labelOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
