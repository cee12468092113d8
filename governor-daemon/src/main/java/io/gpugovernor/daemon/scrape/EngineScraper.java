package io.gpugovernor.daemon.scrape;

import io.gpugovernor.core.port.EngineTelemetry;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Moment;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears one engine by reading its metrics page. Whatever the engine does, the answer is a snapshot or a reason; nothing
 * is thrown. For one thread; only the statistics may be read from others.
 */
public final class EngineScraper implements EngineTelemetry {
    private static final Logger LOG = LoggerFactory.getLogger(EngineScraper.class);

    /** Share of the telemetry period that a scrape may take, in percent; the rest is for the decision. */
    private static final int DEADLINE_PERCENT = 80;

    private final URI url;
    private final Dialect dialect;
    private final TimeSource time;
    private final MetricsEndpoint endpoint;
    private final PrometheusText format;

    private Continuity continuity = Continuity.NOTHING_SEEN;
    private Optional<String> announcedGaps = Optional.empty();
    private boolean checked;
    private volatile ScrapeStatistics statistics = ScrapeStatistics.NONE;

    /**
     * @param url the engine's metrics page: http or https, without credentials
     * @param period time between two scrapes; one is given up after 80 % of it
     * @param dialect what the engine calls its metrics
     * @param limits how large a page may be
     * @param time tells when a page was read
     * @throws IllegalArgumentException if the address is not such a one or the period not positive
     */
    public EngineScraper(URI url, Duration period, Dialect dialect, ExpositionLimits limits, TimeSource time) {
        this.url = url;
        this.dialect = dialect;
        this.time = time;
        this.endpoint =
                new MetricsEndpoint(url, period.multipliedBy(DEADLINE_PERCENT).dividedBy(100), limits.bodyBytes());
        this.format = new PrometheusText(dialect.names(), limits);
    }

    @Override
    public Telemetry read() {
        Moment start = time.now();
        int bytes = statistics.lastBytes();
        Telemetry telemetry;
        try {
            Page page = endpoint.fetch();
            bytes = page.length();
            telemetry = interpret(page, time.now());
        } catch (EndpointException e) {
            LOG.debug("scrape of {} failed: {}", url, String.valueOf(e.getCause()));
            telemetry = unavailable(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // The loop must release its clocks on this, not die of it.
            LOG.error("scrape of {} failed in an unforeseen way", url, e);
            telemetry = unavailable("could not be read (" + e + "): report this as a defect of gpu-governor");
        }
        statistics = statistics.after(time.now().since(start), bytes, telemetry instanceof Telemetry.Unavailable);
        return telemetry;
    }

    /** Cost and failures of the scrapes so far. */
    public ScrapeStatistics statistics() {
        return statistics;
    }

    private Telemetry interpret(Page page, Moment at) {
        Reading reading;
        try {
            reading = dialect.read(format.parse(page.bytes(), page.length()));
        } catch (ExpositionException e) {
            return unavailable("sends no readable metrics (" + e.getMessage() + "): correct the metrics path");
        }
        continuity = continuity.after(reading);
        Telemetry telemetry = EngineMetrics.at(at, reading, continuity.incarnation());
        if (telemetry instanceof Telemetry.Unavailable unusable) {
            return unavailable(unusable.reason());
        }
        announce(reading.gaps());
        checkOnce(page);
        return telemetry;
    }

    /** Says of the first good page whether its format is by the letter; the governor works either way. */
    private void checkOnce(Page page) {
        if (!checked && TextFormat.of(page.bytes(), page.length()) == TextFormat.OPEN_METRICS) {
            OpenMetricsCheck.violations(page.bytes(), page.length()).stream()
                    .findFirst()
                    .ifPresent(oddity ->
                            LOG.warn("{} is no proper OpenMetrics ({}); it is read all the same", url, oddity));
        }
        checked = true;
    }

    /** Says what is missing when that changes, not at every scrape. */
    private void announce(Optional<String> gaps) {
        if (!gaps.equals(announcedGaps)) {
            gaps.ifPresent(missing -> LOG.warn("{} lacks {}; the governor works without", url, missing));
            announcedGaps = gaps;
        }
    }

    private Telemetry unavailable(String clause) {
        return new Telemetry.Unavailable(url + " " + clause);
    }
}
