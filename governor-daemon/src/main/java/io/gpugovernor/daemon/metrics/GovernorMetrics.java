package io.gpugovernor.daemon.metrics;

import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.port.DecisionSink;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.daemon.feed.FeedStatistics;
import io.gpugovernor.daemon.scrape.ScrapeStatistics;
import io.gpugovernor.daemon.web.WebAccess;
import io.gpugovernor.nvml.CallLog;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Publishes what the governor does. Counters advance with each decision; everything else is read off the newest decision
 * when a scrape asks, so that a series whose reading is gone is gone too, and all series of a scrape agree.
 *
 * <p>Label values are bounded: only domains named by {@link #publish} appear, and with each only the GPUs of its newest
 * decision. Threads may record, publish and scrape at once.
 */
public final class GovernorMetrics implements DecisionSink {
    /** Enough that no two policy files of a fleet look the same. */
    private static final int SHOWN_DIGITS = 16;

    private final BuildInfo build;
    private final TimeSource time;
    private final Counts counts = new Counts();
    private Map<String, PublishedDomain> domains = Map.of();
    private final Map<String, Supplier<FeedStatistics>> feeds = new HashMap<>();
    private final Map<String, BooleanSupplier> overrides = new HashMap<>();
    private final Map<String, Supplier<ScrapeStatistics>> listening = new HashMap<>();
    private boolean lastReloadSuccessful = true;
    private Optional<Instant> lastReload = Optional.empty();
    private Optional<String> configHash = Optional.empty();
    private Optional<WebAccess> access = Optional.empty();

    /**
     * @param build published as {@code build_info}
     * @param time the time line decisions are made on; tells how old the newest one is
     */
    public GovernorMetrics(BuildInfo build, TimeSource time) {
        this.build = build;
        this.time = time;
        counts.register((MultiCollector) this::collect);
    }

    /** Sets the domains that appear; what was counted for those that stay goes on, the others vanish. */
    public synchronized void publish(List<PolicyDomain> configured) {
        Map<String, PublishedDomain> next = new HashMap<>();
        for (PolicyDomain domain : configured) {
            next.put(
                    domain.name(),
                    Optional.ofNullable(domains.get(domain.name()))
                            .map(known -> known.configuredAs(domain))
                            .orElse(PublishedDomain.waiting(domain)));
            counts.open(domain.name());
        }
        domains.keySet().stream().filter(name -> !next.containsKey(name)).forEach(counts::close);
        domains = Map.copyOf(next);
        listening.keySet().retainAll(next.keySet());
        feeds.keySet().retainAll(next.keySet());
        overrides.keySet().retainAll(next.keySet());
    }

    /** A published domain that is governed anew, with books that begin at nothing; what was counted goes on. */
    public synchronized void beginAnew(PolicyDomain domain) {
        if (domains.containsKey(domain.name())) {
            Map<String, PublishedDomain> next = new HashMap<>(domains);
            next.put(domain.name(), PublishedDomain.waiting(domain));
            domains = Map.copyOf(next);
            listening.remove(domain.name());
            feeds.remove(domain.name());
        }
    }

    /** Names where to ask what hearing the engine of {@code domain} costs; of no effect if that is not published. */
    public synchronized void listening(String domain, Supplier<ScrapeStatistics> scrapes) {
        if (domains.containsKey(domain)) {
            listening.put(domain, scrapes);
        }
    }

    /** Counts and keeps a decision; one of a domain that is not published is left out. */
    @Override
    public synchronized void record(Decision decision) {
        PublishedDomain known = domains.get(decision.domain());
        if (known != null) {
            Map<String, PublishedDomain> next = new HashMap<>(domains);
            next.put(decision.domain(), known.after(decision));
            domains = Map.copyOf(next);
            counts.count(decision);
        }
    }

    /** Publishes the push feed of {@code domain} as it stands at each scrape, for as long as the domain is published. */
    public synchronized void hear(String domain, Supplier<FeedStatistics> feed) {
        feeds.put(domain, feed);
    }

    /** Publishes whether an operator's override holds the clock of {@code domain}, as it stands at each scrape. */
    public synchronized void command(String domain, BooleanSupplier overridden) {
        overrides.put(domain, overridden);
    }

    /** Adds one tick's wall time to the histogram. */
    public synchronized void tickTook(String domain, Duration time) {
        if (domains.containsKey(domain)) {
            counts.tickTook(domain, time);
        }
    }

    /** Where the driver's calls are counted. */
    public CallLog driverCalls() {
        return counts.driverCalls();
    }

    /**
     * Notes that the newest policy file is in force since {@code when}.
     *
     * @param digest of the file, in hexadecimal
     */
    public synchronized void configLoaded(Instant when, String digest) {
        configHash = Optional.of(digest.substring(0, Math.min(digest.length(), SHOWN_DIGITS)));
        lastReloadSuccessful = true;
        lastReload = Optional.of(when);
    }

    /** Notes that the newest policy file was refused, and the one before stays. */
    public synchronized void configRefused() {
        lastReloadSuccessful = false;
    }

    /** Publishes how the endpoint is protected, as it stands at each scrape. */
    public synchronized void protectedBy(WebAccess access) {
        this.access = Optional.of(access);
    }

    /** Every series in Prometheus' text format 0.0.4. */
    public String scrape() {
        return counts.scrape();
    }

    private synchronized MetricSnapshots collect() {
        Points points = new Points();
        points.add(
                Family.BUILD_INFO,
                Labels.of(
                        "version", build.version(), "revision", build.revision(), "java_version", build.javaVersion()),
                1);
        points.add(Family.CONFIG_RELOAD, Labels.EMPTY, lastReloadSuccessful ? 1 : 0);
        configHash.ifPresent(hash -> points.add(Family.CONFIG_HASH, Labels.of("hash", hash), 1));
        lastReload.ifPresent(when -> points.add(Family.CONFIG_RELOAD_TIME, Labels.EMPTY, when.toEpochMilli() / 1e3));
        access.ifPresent(web -> WebSeries.add(web, points));
        domains.values().forEach(domain -> DomainSeries.add(domain, time.now(), points));
        feeds.forEach((domain, feed) -> {
            if (domains.containsKey(domain)) {
                FeedSeries.add(domain, feed.get(), points);
            }
        });
        overrides.forEach((domain, overridden) -> {
            if (domains.containsKey(domain)) {
                points.add(Family.OVERRIDE, Labels.of("domain", domain), overridden.getAsBoolean() ? 1 : 0);
            }
        });
        listening.forEach((domain, scrapes) -> ScrapeSeries.add(domain, scrapes.get(), time.now(), points));
        return points.snapshots();
    }
}
