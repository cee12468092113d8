package io.gpugovernor.daemon.scrape;

import java.time.Duration;
import java.util.function.Supplier;

/** An engine's metrics page being read again and again: what that costs, how it goes, and its end. */
public interface Scraping extends AutoCloseable {
    /** Cost and failures so far, and the time to the next reading; any thread may ask. */
    ScrapeStatistics statistics();

    /** The longest that the time to the next reading can become. */
    Duration longestPeriod();

    /** Ends the connection that is kept. The page is not read afterwards. */
    @Override
    void close();

    /** Readings at a period that does not change, of which nothing else is known. */
    static Scraping steady(Duration period) {
        ScrapeStatistics unknown = ScrapeStatistics.starting(period);
        return steady(period, () -> unknown, () -> {});
    }

    /** The readings of {@code scraping} on a time line of their own, where their period is {@code period}. */
    static Scraping steady(Duration period, Scraping scraping) {
        return steady(period, () -> scraping.statistics().every(period), scraping::close);
    }

    private static Scraping steady(Duration period, Supplier<ScrapeStatistics> statistics, Runnable end) {
        return new Scraping() {
            @Override
            public ScrapeStatistics statistics() {
                return statistics.get();
            }

            @Override
            public Duration longestPeriod() {
                return period;
            }

            @Override
            public void close() {
                end.run();
            }
        };
    }
}
