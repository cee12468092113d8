package io.gpugovernor.daemon.metrics;

import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import java.time.Duration;
import java.util.List;

/** Counters of decisions and calls, and the histogram of tick times, for each domain. */
final class Counts {
    private static final String DECISIONS = Family.PREFIX + "decisions";
    private static final String ACTUATIONS = Family.PREFIX + "actuations";
    private static final String TICKS = Family.PREFIX + "tick.duration";

    /** The values of {@link io.gpugovernor.core.model.Actuation#outcome()}, to begin each series at zero. */
    private static final List<String> OUTCOMES =
            List.of("accepted", "not_needed", "observed_only", "reasserted", "failed");

    /** From a tick of arithmetic alone to one that takes a whole period of 1 s. */
    private static final Duration[] TICK_BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final DriverCalls driverCalls = new DriverCalls(registry);

    void register(MultiCollector collector) {
        registry.getPrometheusRegistry().register(collector);
    }

    DriverCalls driverCalls() {
        return driverCalls;
    }

    /** Begins every series of {@code domain} at zero, so that the first count is seen as a rise. */
    void open(String domain) {
        for (Reason reason : Reason.values()) {
            decisions(domain, reason);
        }
        OUTCOMES.forEach(outcome -> actuations(domain, outcome));
        ticks(domain);
    }

    void close(String domain) {
        for (Meter meter : registry.getMeters()) {
            if (domain.equals(meter.getId().getTag("domain"))) {
                registry.remove(meter);
            }
        }
    }

    void count(Decision decision) {
        decisions(decision.domain(), decision.reason()).increment();
        actuations(decision.domain(), decision.actuation().outcome()).increment();
    }

    void tickTook(String domain, Duration time) {
        ticks(domain).record(time);
    }

    String scrape() {
        return registry.scrape();
    }

    private Counter decisions(String domain, Reason reason) {
        return Counter.builder(DECISIONS)
                .description("Decisions by reason, one a tick.")
                .tags(Tags.of("domain", domain, "reason", DomainSeries.labelOf(reason)))
                .register(registry);
    }

    private Counter actuations(String domain, String outcome) {
        return Counter.builder(ACTUATIONS)
                .description("Decisions by what became of the call that sets or releases clocks.")
                .tags(Tags.of("domain", domain, "outcome", outcome))
                .register(registry);
    }

    private Timer ticks(String domain) {
        return Timer.builder(TICKS)
                .description("Wall time of one pass of the loop.")
                .tags(Tags.of("domain", domain))
                .serviceLevelObjectives(TICK_BUCKETS)
                .register(registry);
    }
}
