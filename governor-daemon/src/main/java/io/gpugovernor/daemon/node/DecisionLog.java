package io.gpugovernor.daemon.node;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.port.DecisionSink;
import io.gpugovernor.core.units.Megahertz;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes decisions to the log: a line whenever the state, or the reason to stand aside, changes, and at debug level a line
 * for every change of clock with the inputs that mattered. A line is logfmt; a warning is something to look into.
 */
final class DecisionLog implements DecisionSink {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);

    private final String domain;
    private Optional<GovernorState> state = Optional.empty();
    private Optional<Reason> aside = Optional.empty();

    DecisionLog(String domain) {
        this.domain = domain;
    }

    @Override
    public void record(Decision decision) {
        boolean governing = decision.state() == GovernorState.GOVERNING;
        Optional<Reason> nowAside = governing ? Optional.empty() : Optional.of(decision.reason());
        if (!state.equals(Optional.of(decision.state())) || !aside.equals(nowAside)) {
            state = Optional.of(decision.state());
            aside = nowAside;
            logState(decision);
        }
        if (decision.changesClock() && LOG.isDebugEnabled()) {
            LOG.debug("{}", change(decision));
        }
    }

    private void logState(Decision decision) {
        String line = String.format(
                "domain=%s state=%s reason=%s why=\"%s%s\"",
                domain,
                decision.state().name().toLowerCase(Locale.ROOT),
                decision.reason().name().toLowerCase(Locale.ROOT),
                decision.reason().explanation(),
                because(decision));
        boolean wrong = decision.reason() == Reason.STALE_TELEMETRY
                || decision.reason() == Reason.FOREIGN_CHANGE
                || decision.actuation() instanceof Actuation.Failed;
        if (wrong) {
            LOG.warn("{}", line);
        } else {
            LOG.info("{}", line);
        }
    }

    /** What a person should know beyond the reason, and why clocks could not be released if that failed too. */
    private static String because(Decision decision) {
        StringBuilder because = new StringBuilder();
        if (!decision.detail().isEmpty()) {
            because.append(": ").append(quotable(decision.detail()));
        }
        if (decision.actuation() instanceof Actuation.Failed failed
                && !decision.detail().contains(failed.reason())) {
            because.append("; not released: ").append(quotable(failed.reason()));
        }
        return because.toString();
    }

    /** An engine's own words may be in it: they must not end the value, or the line, before its time. */
    private static String quotable(String detail) {
        return detail.replace('"', '\'').replaceAll("\\p{Cntrl}", "?");
    }

    private String change(Decision decision) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "domain=%s from=%s to=%s reason=%s outcome=%s",
                domain,
                decision.previous().map(Megahertz::toString).orElse("default"),
                decision.setpoint().map(Megahertz::toString).orElse("default"),
                decision.reason().name().toLowerCase(Locale.ROOT),
                decision.actuation().outcome()));
        decision.load()
                .ifPresent(load -> line.append(String.format(
                        Locale.ROOT,
                        " running=%d waiting=%d debt=%d debt_least=%d arrivals_per_s=%.2f",
                        load.running(),
                        load.waiting(),
                        load.firstTokenDebt(),
                        load.leastFirstTokenDebt(),
                        load.requestsPerSecond())));
        decision.outlook()
                .ifPresent(outlook -> line.append(String.format(
                        Locale.ROOT,
                        " power_w=%.0f max_power_w=%.0f excess_misses=%.3g price_j=%.3g waste_j=%.0f switch_j=%.0f",
                        outlook.power().value(),
                        outlook.powerAtMaximum().value(),
                        outlook.excessMisses(),
                        outlook.missPrice().value(),
                        outlook.waste().value(),
                        outlook.switchCost().value())));
        return line.toString();
    }
}
