package io.gpugovernor.daemon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.fetch.Failure;
import io.gpugovernor.daemon.journal.Decisions;
import io.gpugovernor.daemon.scrape.ScrapeStatistics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScrapeSeriesTest {
    private static final Duration PERIOD = Duration.ofMillis(125);

    private final GovernorMetrics metrics =
            new GovernorMetrics(new BuildInfo("1", "2", "3"), () -> new Moment(10_000_000_000L));
    private ScrapeStatistics statistics = ScrapeStatistics.starting(PERIOD);

    ScrapeSeriesTest() {
        metrics.publish(List.of(Decisions.domain("chat")));
        metrics.listening("chat", () -> statistics);
    }

    @Test
    void beginsCountersAtZeroAndKeepsSilentOnWhatHasNotHappened() {
        assertThat(metrics.scrape())
                .contains("gpu_governor_scrapes_total{domain=\"chat\"} 0.0")
                .contains("gpu_governor_scrape_failures_total{domain=\"chat\",reason=\"tls\"} 0.0")
                .contains("gpu_governor_scrape_period_seconds{domain=\"chat\"} 0.125")
                .doesNotContain("scrape_age_seconds{")
                .doesNotContain("scrape_size_bytes{")
                .doesNotContain("scrape_duration_seconds{");
    }

    @Test
    void tellsWhatAScrapeCostsAndHowOldItIs() {
        statistics = new ScrapeStatistics(
                Duration.ofMillis(9),
                56_000,
                7,
                Map.of(Failure.TIMEOUT, 2L),
                Optional.of(new Moment(8_500_000_000L)),
                PERIOD);

        assertThat(metrics.scrape())
                .contains("gpu_governor_scrapes_total{domain=\"chat\"} 7.0")
                .contains("gpu_governor_scrape_failures_total{domain=\"chat\",reason=\"timeout\"} 2.0")
                .contains("gpu_governor_scrape_duration_seconds{domain=\"chat\"} 0.009")
                .contains("gpu_governor_scrape_size_bytes{domain=\"chat\"} 56000.0")
                .contains("gpu_governor_scrape_age_seconds{domain=\"chat\"} 1.5");
    }

    @Test
    void forgetsDomainsThatAreNotPublished() {
        metrics.listening("stranger", () -> statistics);
        assertThat(metrics.scrape()).doesNotContain("stranger");

        metrics.publish(List.of());
        assertThat(metrics.scrape()).doesNotContain("scrapes_total{");
    }
}
