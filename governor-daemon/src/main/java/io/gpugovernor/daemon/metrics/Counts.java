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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

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
    /** Found by name, a meter would cost more than to count. */
    private final Map<String, DomainCounts> domains = new ConcurrentHashMap<>();

    private final DriverCalls driverCalls = new DriverCalls(registry);

    void register(MultiCollector collector) {
        registry.getPrometheusRegistry().register(collector);
    }

    DriverCalls driverCalls() {
        return driverCalls;
    }

    /** Begins every series of {@code domain} at zero, so that the first count is seen as a rise. */
    void open(String domain) {
        domains.put(domain, new DomainCounts(domain));
    }

    void close(String domain) {
        domains.remove(domain);
        for (Meter meter : registry.getMeters()) {
            if (domain.equals(meter.getId().getTag("domain"))) {
                registry.remove(meter);
            }
        }
    }

    void count(Decision decision) {
        DomainCounts domain = domains.get(decision.domain());
        if (domain != null) {
            domain.count(decision);
        }
    }

    void tickTook(String name, Duration time) {
        DomainCounts domain = domains.get(name);
        if (domain != null) {
            domain.ticks.record(time);
        }
    }

    String scrape() {
        return registry.scrape();
    }

    /** The meters of one domain. */
    private final class DomainCounts {
        private final Map<Reason, Counter> decisions = new EnumMap<>(Reason.class);
        private final Map<String, Counter> actuations = new HashMap<>();
        private final Timer ticks;

        DomainCounts(String domain) {
            for (Reason reason : Reason.values()) {
                decisions.put(
                        reason,
                        Counter.builder(DECISIONS)
                                .description("Decisions by reason, one a tick.")
                                .tags(Tags.of("domain", domain, "reason", DomainSeries.labelOf(reason)))
                                .register(registry));
            }
            for (String outcome : OUTCOMES) {
                actuations.put(
                        outcome,
                        Counter.builder(ACTUATIONS)
                                .description("Decisions by what became of the call that sets or releases clocks.")
                                .tags(Tags.of("domain", domain, "outcome", outcome))
                                .register(registry));
            }
            ticks = Timer.builder(TICKS)
                    .description("Wall time of one pass of the loop.")
                    .tags(Tags.of("domain", domain))
                    .serviceLevelObjectives(TICK_BUCKETS)
                    .register(registry);
        }

        void count(Decision decision) {
            Objects.requireNonNull(decisions.get(decision.reason())).increment();
            Objects.requireNonNull(actuations.get(decision.actuation().outcome()))
                    .increment();
        }
    }
}
