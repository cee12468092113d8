package io.gpugovernor.daemon.scrape;

import io.gpugovernor.core.port.EngineTelemetry;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.fetch.BearerToken;
import io.gpugovernor.daemon.fetch.Failure;
import io.gpugovernor.daemon.fetch.FetchException;
import io.gpugovernor.daemon.fetch.Fetched;
import io.gpugovernor.daemon.fetch.Fetcher;
import io.gpugovernor.daemon.fetch.Page;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears one engine by reading its metrics page. Whatever the engine does, the answer is a snapshot or a reason; nothing
 * is thrown. For one thread; only the statistics may be read from others, and it may be closed by another.
 */
public final class EngineScraper implements EngineTelemetry, Scraping {
    private static final Logger LOG = LoggerFactory.getLogger(EngineScraper.class);

    /** Share of the telemetry period that a scrape may take, in percent; the rest is for the decision. */
    private static final int DEADLINE_PERCENT = 80;

    private final MetricsSource source;
    private final TimeSource time;
    private final Fetcher fetcher;
    /** Each kind of page keeps its own form in mind, so that going from one to the other costs neither. */
    private final EnginePages wholePages;

    private final EnginePages filteredPages;
    private final NameFilter filter;
    private final Duration longestPeriod;

    private ScrapePeriod period;
    private Continuity continuity = Continuity.NOTHING_SEEN;
    private int bytes;
    private boolean checked;
    private Optional<String> announcedGaps = Optional.empty();
    private volatile ScrapeStatistics statistics;

    /**
     * Scrapes a page that is open to everybody at a period that does not change.
     *
     * @param url the engine's metrics page: http or https, without credentials
     * @param period time between two scrapes; one is given up after 80 % of it
     * @param dialect what the engine calls its metrics
     * @param limits how large a page may be
     * @param time tells when a page was read
     * @throws IllegalArgumentException if the address is not such a one or the period not positive
     */
    public EngineScraper(URI url, Duration period, Dialect dialect, ExpositionLimits limits, TimeSource time) {
        this(MetricsSource.at(url), ScrapePeriod.fixed(period), dialect, limits, time);
    }

    /**
     * @param source the engine's metrics page
     * @param period time between two scrapes to begin with; one is given up after 80 % of it
     * @param dialect what the engine calls its metrics
     * @param limits how large a page may be
     * @param time tells when a page was read, and what answers cost
     */
    public EngineScraper(
            MetricsSource source, ScrapePeriod period, Dialect dialect, ExpositionLimits limits, TimeSource time) {
        this.source = source;
        this.time = time;
        this.fetcher =
                new Fetcher(source.address(), source.bearerTokenFile().map(BearerToken::new), limits.bodyBytes(), time);
        this.wholePages = new EnginePages(dialect, limits);
        this.filteredPages = new EnginePages(dialect, limits);
        this.filter = new NameFilter(source.path(), source.nameFilter());
        this.longestPeriod = period.longest();
        this.period = period;
        this.statistics = ScrapeStatistics.starting(period.present());
    }

    @Override
    public Telemetry read() {
        Moment start = time.now();
        try {
            Telemetry.Available heard = snapshot(newest());
            statistics = statistics.heard(heard.snapshot().at(), time.now().since(start), bytes, period.present());
            return heard;
        } catch (FetchException e) {
            LOG.debug("scrape of {} failed: {}", source.title(), String.valueOf(e.getCause()));
            learnFrom(e.failure());
            return unavailable(e.failure(), e.getMessage(), start);
        } catch (RuntimeException e) {
            // The loop must release its clocks on this, not die of it.
            LOG.error("scrape of {} failed in an unforeseen way", source.title(), e);
            String clause = "could not be read (" + e + "): report this as a defect of gpu-governor";
            return unavailable(Failure.DEFECT, clause, start);
        }
    }

    @Override
    public ScrapeStatistics statistics() {
        return statistics;
    }

    @Override
    public Duration longestPeriod() {
        return longestPeriod;
    }

    @Override
    public void close() {
        fetcher.close();
    }

    /**
     * A page understood.
     *
     * @param at when it arrived
     */
    private record Seen(Reading reading, Moment at, Page page) {}

    private Seen newest() throws FetchException {
        Duration deadline = deadline();
        if (filter.applies()) {
            Optional<Seen> filtered = filtered(filter.onTrial() ? Durations.percent(deadline, 50) : deadline);
            if (filtered.isPresent()) {
                return filtered.get();
            }
            deadline = Durations.percent(deadline, 50);
        }
        Seen whole = read(source.path(), wholePages, deadline);
        filter.sawWhole(whole.reading(), bytes);
        return whole;
    }

    /** What the filtered page says; empty if only the whole page can tell. */
    private Optional<Seen> filtered(Duration deadline) throws FetchException {
        try {
            Seen seen = read(filter.target(), filteredPages, deadline);
            return filter.accepts(seen.reading(), bytes) ? Optional.of(seen) : Optional.empty();
        } catch (FetchException e) {
            boolean onTrial = filter.onTrial();
            filter.failed();
            // Without a connection the whole page would fare no better, and a trusted filter is not to blame for
            // silence.
            boolean engineIsToBlame = e.failure() == Failure.CONNECT || (e.failure() == Failure.TIMEOUT && !onTrial);
            if (engineIsToBlame || e.failure() == Failure.STOPPING) {
                throw e;
            }
            LOG.debug("{} does not answer for single metrics: {}", source.title(), e.getMessage());
            return Optional.empty();
        }
    }

    private Seen read(String target, EnginePages pages, Duration deadline) throws FetchException {
        Fetched fetched = fetcher.fetch(target, deadline);
        bytes = fetched.page().length();
        period = period.after(fetched.answering());
        try {
            Reading reading = pages.read(fetched.page().bytes(), bytes);
            return new Seen(reading, fetched.at(), fetched.page());
        } catch (ExpositionException e) {
            throw new FetchException(
                    Failure.UNREADABLE,
                    "sends no readable metrics (" + e.getMessage() + "): correct the metrics path",
                    e);
        }
    }

    private Telemetry.Available snapshot(Seen seen) throws FetchException {
        continuity = continuity.after(seen.reading());
        Telemetry telemetry = EngineMetrics.at(seen.at(), seen.reading(), continuity.incarnation());
        if (telemetry instanceof Telemetry.Available available) {
            announce(seen.reading().gaps());
            checkOnce(seen.page());
            return available;
        }
        throw new FetchException(Failure.UNUSABLE, ((Telemetry.Unavailable) telemetry).reason(), null);
    }

    private void learnFrom(Failure failure) {
        switch (failure) {
            case TIMEOUT -> period = period.after(deadline());
            case CONNECT, BROKEN -> {
                filter.engineWasAway();
                period = period.forgetting();
            }
            default -> {
                // Nothing to learn about an engine that answers.
            }
        }
    }

    private Duration deadline() {
        return Durations.percent(period.present(), DEADLINE_PERCENT);
    }

    /** Says of the first good page whether its format is by the letter; the governor works either way. */
    private void checkOnce(Page page) {
        if (!checked && TextFormat.of(page.bytes(), page.length()) == TextFormat.OPEN_METRICS) {
            OpenMetricsCheck.violations(page.bytes(), page.length()).stream()
                    .findFirst()
                    .ifPresent(oddity -> LOG.warn(
                            "{} is no proper OpenMetrics ({}); it is read all the same", source.title(), oddity));
        }
        checked = true;
    }

    /** Says what is missing when that changes, not at every scrape. */
    private void announce(Optional<String> gaps) {
        if (!gaps.equals(announcedGaps)) {
            gaps.ifPresent(missing -> LOG.warn("{} lacks {}; the governor works without", source.title(), missing));
            announcedGaps = gaps;
        }
    }

    private Telemetry unavailable(Failure failure, String clause, Moment start) {
        statistics = statistics.failed(failure, time.now().since(start), bytes, period.present());
        return new Telemetry.Unavailable(source.title() + " " + clause);
    }
}
