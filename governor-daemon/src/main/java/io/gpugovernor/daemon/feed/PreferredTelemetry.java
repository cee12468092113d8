package io.gpugovernor.daemon.feed;

import io.gpugovernor.core.port.EngineTelemetry;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the engine by the feed while that is fresh, settled and confirmed by scrapes, and by scraping otherwise. Each
 * change of source begins a new line of counters, so that no window spans two sources. For one thread; only
 * {@link #inUse} may be asked by others.
 */
final class PreferredTelemetry implements EngineTelemetry {
    private static final Logger LOG = LoggerFactory.getLogger(PreferredTelemetry.class);

    /** A feed whose senders came or went is left alone until they stay the same for this long. */
    static final Duration SETTLED_AFTER = Duration.ofSeconds(3);
    /** How often a feed in use is compared with a scrape, which costs the engine milliseconds. */
    static final Duration CHECK_EVERY = Duration.ofSeconds(5);
    /** How soon a comparison that failed is repeated. */
    static final Duration CHECK_AGAIN = Duration.ofSeconds(1);
    /** A difference that timing explains does not show three times in a row. */
    static final int STRIKES = 3;
    /** How long the feed stands alone where no scrape succeeds. */
    static final Duration UNCONFIRMED = Duration.ofSeconds(30);

    static final Duration DISTRUSTED = Duration.ofMinutes(10);

    private record Origin(boolean feed, long line) {}

    private final String domain;
    private final EngineTelemetry feed;
    private final EngineTelemetry scraper;
    private final TimeSource time;
    private final CrossCheck check = new CrossCheck();

    private volatile boolean inUse;
    private long feedLine = -1;
    private Moment notBefore;
    private Moment nextCheck;
    private Moment confirmed;
    private int strikes;
    private Optional<Origin> origin = Optional.empty();
    private long line;

    /**
     * @param domain named in the log
     * @param feed the feed; unavailable while it is silent
     * @param scraper the engine's metrics page
     */
    PreferredTelemetry(String domain, EngineTelemetry feed, EngineTelemetry scraper, TimeSource time) {
        this.domain = domain;
        this.feed = feed;
        this.scraper = scraper;
        this.time = time;
        Moment now = time.now();
        this.notBefore = now;
        this.nextCheck = now;
        this.confirmed = now;
    }

    /** Whether the newest reading was the feed's. */
    boolean inUse() {
        return inUse;
    }

    @Override
    public Telemetry read() {
        Moment now = time.now();
        if (feed.read() instanceof Telemetry.Available heard) {
            if (heard.line() != feedLine) {
                feedLine = heard.line();
                leave(now, "its senders changed");
                notBefore = later(notBefore, now.plus(SETTLED_AFTER));
                strikes = 0;
            }
            if (now.isBefore(notBefore)) {
                return scraped(scraper.read());
            }
            if (!inUse || !now.isBefore(nextCheck)) {
                return now.isBefore(nextCheck) ? scraped(scraper.read()) : checked(now, heard);
            }
            return fed(heard);
        }
        leave(now, "it fell silent");
        return scraped(scraper.read());
    }

    private Telemetry checked(Moment now, Telemetry.Available before) {
        Telemetry page = scraper.read();
        if (!(feed.read() instanceof Telemetry.Available after) || after.line() != before.line()) {
            leave(now, "it fell silent or its senders changed");
            return scraped(page);
        }
        if (!(page instanceof Telemetry.Available scrape)) {
            return unconfirmed(now, page, after);
        }
        Optional<String> difference =
                check.compare(after.line(), before.snapshot(), scrape.snapshot(), after.snapshot());
        if (difference.isPresent()) {
            return differing(now, scrape, after, difference.get());
        }
        strikes = 0;
        confirmed = now;
        nextCheck = now.plus(CHECK_EVERY);
        if (!inUse) {
            inUse = true;
            LOG.info("domain={} hears the engine by the push feed", domain);
        }
        return fed(after);
    }

    private Telemetry unconfirmed(Moment now, Telemetry page, Telemetry.Available heard) {
        nextCheck = now.plus(CHECK_AGAIN);
        if (inUse && now.since(confirmed).compareTo(UNCONFIRMED) <= 0) {
            return fed(heard);
        }
        leave(now, "no scrape confirms it");
        return scraped(page);
    }

    private Telemetry differing(Moment now, Telemetry.Available page, Telemetry.Available heard, String difference) {
        nextCheck = now.plus(CHECK_AGAIN);
        strikes++;
        if (strikes < STRIKES) {
            return inUse ? fed(heard) : scraped(page);
        }
        inUse = false;
        strikes = 0;
        notBefore = now.plus(DISTRUSTED);
        LOG.warn(
                "domain={} distrusts the push feed for {} minutes and scrapes: {}",
                domain,
                DISTRUSTED.toMinutes(),
                difference);
        return scraped(page);
    }

    /** Goes back to scraping; the feed has to settle again. */
    private void leave(Moment now, String why) {
        if (inUse) {
            inUse = false;
            notBefore = later(notBefore, now.plus(SETTLED_AFTER));
            LOG.warn("domain={} scrapes the engine instead of using the push feed: {}", domain, why);
        }
    }

    private Telemetry fed(Telemetry.Available heard) {
        return lined(heard, true);
    }

    private Telemetry scraped(Telemetry page) {
        return page instanceof Telemetry.Available available ? lined(available, false) : page;
    }

    private Telemetry lined(Telemetry.Available reading, boolean byFeed) {
        Origin now = new Origin(byFeed, reading.line());
        if (!origin.equals(Optional.of(now))) {
            origin = Optional.of(now);
            line++;
        }
        return new Telemetry.Available(reading.snapshot(), line, reading.source());
    }

    private static Moment later(Moment one, Moment other) {
        return one.isBefore(other) ? other : one;
    }
}
