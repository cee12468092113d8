package io.gpugovernor.daemon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.config.WebConfigLoader;
import io.gpugovernor.daemon.config.WebConfigResult;
import io.gpugovernor.daemon.feed.Fault;
import io.gpugovernor.daemon.feed.FeedStatistics;
import io.gpugovernor.daemon.fetch.Failure;
import io.gpugovernor.daemon.journal.Decisions;
import io.gpugovernor.daemon.scrape.ScrapeStatistics;
import io.gpugovernor.daemon.tls.TestAuthority;
import io.gpugovernor.daemon.web.WebAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsDocumentTest {
    private static final FeedStatistics FEED =
            new FeedStatistics(9, Map.of(Fault.REPEATED, 2L), 1, Optional.of(Duration.ofMillis(20)), true);

    private final GovernorMetrics metrics =
            new GovernorMetrics(new BuildInfo("1", "2", "3"), () -> new Moment(10_000_000_000L));

    @Test
    void documentsEverySeriesAndNoOther(@TempDir Path folder) throws Exception {
        metrics.publish(List.of(Decisions.domain("chat")));
        metrics.record(Decisions.steady("chat").build());
        metrics.tickTook("chat", Duration.ofMillis(3));
        metrics.hear("chat", () -> FEED);
        metrics.command("chat", () -> true);
        metrics.configLoaded(Instant.EPOCH, "0123456789abcdef0123");
        metrics.listening(
                "chat",
                () -> new ScrapeStatistics(
                        Duration.ofMillis(9), 1000, 1, Map.of(), Optional.of(new Moment(1)), Duration.ofSeconds(1)));

        TestAuthority authority = new TestAuthority(folder).issue("server", "-1d", 10);
        Path web = Files.writeString(
                folder.resolve("web.yml"),
                "tls_server_config: {cert_file: " + authority.certificate("server") + ", key_file: "
                        + authority.key("server") + "}\n");
        WebConfigResult.Loaded loaded = (WebConfigResult.Loaded) WebConfigLoader.load(web);
        metrics.protectedBy(WebAccess.following(web, loaded.config(), Duration.ofHours(1)));

        Set<String> documented = Pattern.compile("(?m)^\\| `(gpu_governor_[a-z_]+)`")
                .matcher(document())
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented)
                .isEqualTo(new ScrapedPage(metrics.scrape()).types().keySet());
    }

    @Test
    void documentsEveryReasonAndState() throws IOException {
        Set<String> words = Pattern.compile("`([a-z_]+)`")
                .matcher(document())
                .results()
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toSet());
        for (Reason reason : Reason.values()) {
            assertThat(words).contains(DomainSeries.labelOf(reason));
        }
        for (Failure failure : Failure.values()) {
            assertThat(words).contains(DomainSeries.labelOf(failure));
        }
        for (GovernorState state : GovernorState.values()) {
            assertThat(words).contains(DomainSeries.labelOf(state));
        }
    }

    @Test
    void documentsEveryReasonToDropADatagram() throws IOException {
        for (Fault fault : Fault.values()) {
            assertThat(document()).contains("| `" + fault.label() + "` |");
        }
    }

    @Test
    void publishesWhetherAnOverrideHoldsADomainThatIsThere() {
        AtomicBoolean overridden = new AtomicBoolean(true);
        metrics.command("chat", overridden::get);
        assertThat(metrics.scrape()).doesNotContain("override");

        metrics.publish(List.of(Decisions.domain("chat")));
        assertThat(metrics.scrape()).contains("gpu_governor_override_active{domain=\"chat\"} 1");
        overridden.set(false);
        assertThat(metrics.scrape()).contains("gpu_governor_override_active{domain=\"chat\"} 0");
    }

    @Test
    void publishesTheFeedOfADomainThatIsThere() {
        metrics.hear("chat", () -> FEED);
        assertThat(metrics.scrape()).doesNotContain("gpu_governor_feed");

        metrics.publish(List.of(Decisions.domain("chat")));
        assertThat(metrics.scrape())
                .contains("gpu_governor_feed_datagrams_total{domain=\"chat\"} 9")
                .contains("gpu_governor_feed_datagrams_dropped_total{domain=\"chat\",reason=\"repeated\"} 2")
                .contains("gpu_governor_feed_senders{domain=\"chat\"} 1")
                .contains("gpu_governor_feed_age_seconds{domain=\"chat\"} 0.02")
                .contains("gpu_governor_feed_in_use{domain=\"chat\"} 1");
    }

    private static String document() throws IOException {
        return Files.readString(Path.of("..", "docs", "metrics.md"));
    }
}
