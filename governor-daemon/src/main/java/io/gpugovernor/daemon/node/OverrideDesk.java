package io.gpugovernor.daemon.node;

import io.gpugovernor.core.policy.OperatorOverride;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.config.DurationText;
import io.gpugovernor.daemon.control.ControlDesk;
import io.gpugovernor.daemon.control.ControlException;
import io.gpugovernor.daemon.http.GovernorServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries an operator's commands out on the domains of this daemon, and logs who gave them. */
final class OverrideDesk implements ControlDesk {
    private static final Logger LOG = LoggerFactory.getLogger(OverrideDesk.class);

    private static final int OK = 200;

    private final Supplier<List<DomainOrders>> domains;
    private final TimeSource time;
    private final Function<String, GovernorServer.Looked> shown;

    /** A desk that shows nothing. */
    OverrideDesk(Supplier<List<DomainOrders>> domains, TimeSource time) {
        this(domains, time, path -> new GovernorServer.Looked(404, "nothing is shown here"));
    }

    /**
     * @param domains those that are governed now
     * @param time the line that decisions are made on
     * @param shown what the endpoint answers to a path
     */
    OverrideDesk(Supplier<List<DomainOrders>> domains, TimeSource time, Function<String, GovernorServer.Looked> shown) {
        this.domains = domains;
        this.time = time;
        this.shown = shown;
    }

    @Override
    public String look(String path) throws ControlException {
        GovernorServer.Looked looked = shown.apply(path);
        if (looked.status() != OK) {
            throw new ControlException(ControlException.Cause.REFUSED, looked.text());
        }
        return looked.text();
    }

    @Override
    public String override(String domain, Optional<Megahertz> clock, Duration span, String reason, String by)
            throws ControlException {
        DomainOrders orders = named(domain);
        if (clock.isPresent() && !orders.allows(clock.get())) {
            throw new ControlException(
                    ControlException.Cause.REFUSED,
                    clock.get() + " is outside the clocks that the policy file gives " + domain + ", "
                            + orders.range());
        }
        Megahertz step = orders.step(clock);
        orders.override(new OperatorOverride(Optional.of(step), time.now().plus(span), reason + " (by " + by + ")"));
        LOG.info(
                "domain={} override=set clock={} for={} by={} why=\"{}\"",
                domain,
                step,
                DurationText.format(span),
                by,
                reason.replace('"', '\''));
        return domain + " is held at " + step + " for " + DurationText.format(span);
    }

    @Override
    public String clear(Optional<String> domain, String by) throws ControlException {
        List<DomainOrders> meant = domain.isPresent() ? List.of(named(domain.get())) : domains.get();
        Moment now = time.now();
        List<String> cleared = meant.stream()
                .filter(orders -> orders.clear(now))
                .map(DomainOrders::domain)
                .toList();
        cleared.forEach(name -> LOG.info("domain={} override=cleared by={}", name, by));
        return cleared.isEmpty()
                ? "there was no override"
                : "the policy decides again for " + String.join(", ", cleared);
    }

    @Override
    public String overrides() {
        Moment now = time.now();
        String standing = domains.get().stream()
                .flatMap(orders -> orders.overrideAt(now).map(order -> describe(orders, order, now)).stream())
                .collect(Collectors.joining("; "));
        return standing.isEmpty() ? "there is no override" : standing;
    }

    private static String describe(DomainOrders orders, OperatorOverride order, Moment now) {
        return orders.domain() + " is held at "
                + order.clock().map(Megahertz::toString).orElse("its highest clock") + " for another "
                + left(order.until().since(now)) + ": " + order.reason();
    }

    /** Two units at most: nobody needs to know more. */
    private static String left(Duration time) {
        if (time.toHours() > 0) {
            return time.toHours() + "h " + time.toMinutesPart() + "m";
        } else if (time.toMinutes() > 0) {
            return time.toMinutes() + "m " + time.toSecondsPart() + "s";
        }
        return Math.max(time.toSeconds(), 1) + "s";
    }

    private DomainOrders named(String domain) throws ControlException {
        for (DomainOrders orders : domains.get()) {
            if (orders.domain().equals(domain)) {
                return orders;
            }
        }
        throw new ControlException(
                ControlException.Cause.REFUSED,
                "no domain '" + domain + "'; there are "
                        + domains.get().stream().map(DomainOrders::domain).collect(Collectors.joining(", ")));
    }
}
