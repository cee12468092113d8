package io.gpugovernor.daemon.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.tls.TlsFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An engine that serves the whole page at /metrics, and something else at /metrics/. */
@Timeout(60)
class FilteredScrapeTest {
    private static final String WANTED = Pages.vllm()
            + "vllm:num_preemptions_total 0\n# TYPE vllm:num_preemptions_created gauge\nvllm:num_preemptions_created 1.79e9\n";
    private static final String WHOLE = WANTED + "python_info 1\n".repeat(1000);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicLong clock = new AtomicLong();
    private final ScriptedEngine engine = new ScriptedEngine(ScriptedEngine.page(200, WHOLE));
    private final EngineScraper scraper = scraper(true);

    FilteredScrapeTest() throws IOException {}

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void asksForNamesOnceAWholePageIsKnown() {
        serving(ScriptedEngine.page(200, WANTED));

        hear(4);

        assertThat(asked).containsExactly("/metrics", "/metrics/", "/metrics/", "/metrics/");
        assertThat(scraper.statistics().lastBytes()).isEqualTo(WANTED.length());
        assertThat(engine.connections()).isEqualTo(1);
    }

    @Test
    void namesEveryPartOfAHistogram() {
        assertThat(query(Dialect.of("vllm"), Pages.vllm()))
                .startsWith("/m/?name%5B%5D=")
                .contains(
                        "name%5B%5D=vllm%3Atime_to_first_token_seconds_bucket&"
                                + "name%5B%5D=vllm%3Atime_to_first_token_seconds_count&"
                                + "name%5B%5D=vllm%3Atime_to_first_token_seconds_created&"
                                + "name%5B%5D=vllm%3Atime_to_first_token_seconds_sum",
                        "name%5B%5D=vllm%3Arequest_success_created&name%5B%5D=vllm%3Arequest_success_total&")
                .doesNotContain("vllm%3Anum_requests_running_");
    }

    @Test
    void namesTheMetricsOfTheEngineThatWasRecognised() {
        assertThat(query(Dialect.any(), Pages.vllm())).isEqualTo(query(Dialect.of("vllm"), Pages.vllm()));
    }

    @Test
    void triesNoFilterOnAnEngineThatShowsNothingYet() {
        engine.nowAnswers(exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            ScriptedEngine.page(200, "python_info 1\n").give(exchange);
        });
        for (int i = 0; i < 3; i++) {
            assertThat(scraper.read()).isInstanceOf(Telemetry.Unavailable.class);
        }
        assertThat(asked).containsOnly("/metrics");

        serving(ScriptedEngine.page(200, WANTED));
        hear(2);
        assertThat(asked).endsWith("/metrics", "/metrics/");
    }

    @Test
    void comparesCountersAcrossBothKindsOfPage() {
        serving(ScriptedEngine.page(200, WANTED));

        assertThat(incarnation()).isEqualTo(incarnation()).isEqualTo(incarnation());
        assertThat(asked).containsExactly("/metrics", "/metrics/", "/metrics/");
    }

    @Test
    void usesAnAnswerThatWasNotFilteredAndAsksNoMore() {
        serving(ScriptedEngine.page(200, WHOLE));

        hear(4);

        assertThat(asked).containsExactly("/metrics", "/metrics/", "/metrics", "/metrics");
    }

    @Test
    void readsTheWholePageWhereTheFilteredOneIsRefused() {
        serving(ScriptedEngine.page(404, "no"));
        hear(3);
        assertThat(asked).containsExactly("/metrics", "/metrics/", "/metrics", "/metrics");
    }

    @Test
    void readsTheWholePageWhereTheFilteredOneIsGarbage() {
        serving(ScriptedEngine.page(200, "<html>\n"));
        hear(3);
        assertThat(asked).containsExactly("/metrics", "/metrics/", "/metrics", "/metrics");
    }

    @Test
    void readsTheWholePageWhereTheFilteredOneLacksAFamily() {
        serving(ScriptedEngine.page(200, without("vllm:num_preemptions_total")));
        hear(3);
        assertThat(asked).containsExactly("/metrics", "/metrics/", "/metrics", "/metrics");
    }

    @Test
    void givesUpAFilterThatLosesSomethingInTheSameScrape() {
        serving(ScriptedEngine.page(200, WANTED));
        hear(2);
        serving(ScriptedEngine.page(200, without("vllm:num_requests_waiting")));
        asked.clear();

        hear(3);

        assertThat(asked).containsExactly("/metrics/", "/metrics", "/metrics/", "/metrics", "/metrics");
        assertThat(scraper.statistics().failures()).isEmpty();
    }

    @Test
    void asksAgainAfterTheEngineWasAway() throws IOException {
        serving(ScriptedEngine.page(404, "no"));
        hear(2);
        engine.nowAnswers(exchange -> {
            throw new IOException("scripted");
        });
        assertThat(scraper.read()).isInstanceOf(Telemetry.Unavailable.class);
        serving(ScriptedEngine.page(200, WANTED));
        asked.clear();

        hear(3);

        assertThat(asked).containsExactly("/metrics", "/metrics/", "/metrics/");
    }

    @Test
    void neverAsksWhereTheOperatorDoesNotWantIt() {
        serving(ScriptedEngine.page(200, WANTED));
        EngineScraper plain = scraper(false);
        for (int i = 0; i < 3; i++) {
            assertThat(plain.read()).isInstanceOf(Telemetry.Available.class);
        }

        assertThat(asked).containsOnly("/metrics");
    }

    private long incarnation() {
        return ((Telemetry.Available) scraper.read()).snapshot().particulars().incarnation();
    }

    private static String query(Dialect dialect, String page) {
        NameFilter filter = new NameFilter("/m", true);
        byte[] bytes = page.getBytes(UTF_8);
        try {
            filter.sawWhole(
                    dialect.read(
                            new PrometheusText(dialect.names(), ExpositionLimits.DEFAULT).parse(bytes, bytes.length)),
                    bytes.length);
        } catch (ExpositionException unreadable) {
            throw new AssertionError(unreadable);
        }
        return filter.target();
    }

    private void serving(ScriptedEngine.Answer filtered) {
        engine.nowAnswers(exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            boolean names = path.equals("/metrics/")
                    && exchange.getRequestURI().getRawQuery().contains("name%5B%5D=vllm%3A");
            (names ? filtered : ScriptedEngine.page(200, WHOLE)).give(exchange);
        });
    }

    private void hear(int scrapes) {
        for (int i = 0; i < scrapes; i++) {
            assertThat(scraper.read()).isInstanceOf(Telemetry.Available.class);
        }
    }

    private static String without(String family) {
        StringBuilder page = new StringBuilder();
        WANTED.lines()
                .filter(line -> !line.contains(family))
                .forEach(line -> page.append(line).append('\n'));
        assertThat(page.length()).isLessThan(WANTED.length());
        return page.toString();
    }

    private EngineScraper scraper(boolean filtered) {
        MetricsSource source = MetricsSource.at(engine.url(), TlsFiles.DEFAULT, Optional.empty(), filtered);
        return new EngineScraper(
                source,
                ScrapePeriod.fixed(Duration.ofSeconds(40)),
                Dialect.of("vllm"),
                ExpositionLimits.DEFAULT,
                () -> new Moment(clock.incrementAndGet()));
    }
}
