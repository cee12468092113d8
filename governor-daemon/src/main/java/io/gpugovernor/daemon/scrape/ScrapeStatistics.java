package io.gpugovernor.daemon.scrape;

import java.time.Duration;

/**
 * What listening costs and how often it fails.
 *
 * @param lastDuration how long the last scrape took, failed or not; zero before the first
 * @param lastBytes size of the last page that arrived whole; zero before the first
 * @param scrapes attempts so far
 * @param failures attempts without a snapshot
 */
public record ScrapeStatistics(Duration lastDuration, int lastBytes, long scrapes, long failures) {
    static final ScrapeStatistics NONE = new ScrapeStatistics(Duration.ZERO, 0, 0, 0);

    ScrapeStatistics after(Duration duration, int bytes, boolean failed) {
        return new ScrapeStatistics(duration, bytes, scrapes + 1, failures + (failed ? 1 : 0));
    }
}
