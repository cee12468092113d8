package io.gpugovernor.daemon.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.fetch.Failure;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(60)
class EngineScraperTest {
    /** Long enough for the slowest machine; no test waits for it. */
    private static final Duration PATIENT = Duration.ofSeconds(40);

    /** Deadline of the tests that do wait for it: 80 % of this. */
    private static final Duration IMPATIENT = Duration.ofMillis(750);

    private final AtomicLong clock = new AtomicLong();
    /** Every look at the clock costs a second. */
    private final TimeSource time = () -> new Moment(clock.addAndGet(1_000_000_000L));

    private ScriptedEngine engine;

    EngineScraperTest() throws IOException {
        engine = new ScriptedEngine(ScriptedEngine.page(200, Pages.vllm()));
    }

    @AfterEach
    void stopsTheEngine() {
        engine.close();
    }

    @Test
    void hearsAnEngine() {
        Telemetry telemetry = scraper(PATIENT).read();

        Telemetry.Available heard = assertThat(telemetry)
                .asInstanceOf(type(Telemetry.Available.class))
                .actual();
        assertThat(heard.snapshot().running()).isEqualTo(3);
        assertThat(heard.snapshot().at()).isEqualTo(new Moment(3_000_000_000L));
    }

    @Test
    void keepsItsConnection() {
        EngineScraper scraper = scraper(PATIENT);
        for (int i = 0; i < 5; i++) {
            assertThat(scraper.read()).isInstanceOf(Telemetry.Available.class);
        }

        assertThat(engine.connections()).isEqualTo(1);
    }

    @Test
    void reportsWhatItCostsAndHowOftenItFails() {
        EngineScraper scraper = scraper(PATIENT);
        assertThat(scraper.statistics()).isEqualTo(ScrapeStatistics.starting(PATIENT));

        scraper.read();
        int size = Pages.vllm().length();
        // Looks at the clock: begun, sent, received, done.
        ScrapeStatistics heard = new ScrapeStatistics(
                Duration.ofSeconds(3), size, 1, Map.of(), Optional.of(new Moment(3_000_000_000L)), PATIENT);
        assertThat(scraper.statistics()).isEqualTo(heard);

        engine.nowAnswers(ScriptedEngine.page(500, ""));
        scraper.read();
        assertThat(scraper.statistics())
                .returns(2L, ScrapeStatistics::scrapes)
                .returns(Map.of(Failure.STATUS, 1L), ScrapeStatistics::failures)
                .returns(heard.lastSuccess(), ScrapeStatistics::lastSuccess)
                .returns(size, ScrapeStatistics::lastBytes);
    }

    @Test
    void saysOnceWhatIsMissing() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(EngineScraper.class);
        logger.addAppender(log);
        try {
            EngineScraper scraper = scraper(PATIENT);
            scraper.read();
            scraper.read();
            engine.nowAnswers(ScriptedEngine.page(200, Pages.vllm() + "vllm:num_preemptions_total 0\n"));
            scraper.read();
            scraper.read();
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith(engine.url() + " lacks preemptions (")
                                .contains(", tbt ("),
                        second -> assertThat(second).startsWith(engine.url() + " lacks tbt ("));
    }

    @Test
    void namesAnErrorsStatusAndRemedy() {
        assertUnavailable(
                ScriptedEngine.page(500, "Internal Server Error"), "answers with status 500: look at the engine's log");
        assertUnavailable(ScriptedEngine.page(404, "<html>"), "answers with status 404: correct the metrics path");
        assertUnavailable(
                ScriptedEngine.page(401, ""),
                "answers with status 401: let this node read it without credentials, or set engine.bearerTokenFile");
    }

    @Test
    void followsNoRedirect() {
        engine.nowAnswers(exchange -> {
            boolean first = "/metrics".equals(exchange.getRequestURI().getPath());
            exchange.getResponseHeaders().add("Location", "/metrics/");
            ScriptedEngine.page(first ? 307 : 200, first ? "" : Pages.vllm()).give(exchange);
        });

        assertThat(reason(scraper(PATIENT)))
                .isEqualTo(
                        engine.url() + " answers with status 307: redirects are not followed, give the final address");
    }

    @Test
    void refusesGarbage() {
        assertUnavailable(
                ScriptedEngine.page(200, "# hello\n<html>\n"),
                "sends no readable metrics (line 2: expected a metric name and a value, found '<html>'):"
                        + " correct the metrics path");
    }

    @Test
    void passesOnWhyAPageCannotBeUsed() {
        assertUnavailable(
                ScriptedEngine.page(200, "python_info 1\n"),
                "shows no vllm: metrics: it runs with --disable-log-stats (restart it without) or is no vLLM server");
    }

    @Test
    void givesUpOnAnEngineThatDoesNotAnswer() {
        engine.nowAnswers(engine.silence());

        assertThat(reason(scraper(IMPATIENT))).startsWith(engine.url() + " did not answer within 600 ms");
    }

    @Test
    void givesUpOnAnEngineThatStopsInsideItsAnswer() {
        engine.nowAnswers(engine.hangAfter(Pages.vllm()));

        assertThat(reason(scraper(IMPATIENT))).startsWith(engine.url() + " did not answer within 600 ms");
    }

    @Test
    void hearsTheEngineAgainAfterItHung() {
        EngineScraper scraper = scraper(Duration.ofSeconds(2));
        engine.nowAnswers(engine.silence());
        assertThat(scraper.read()).isInstanceOf(Telemetry.Unavailable.class);

        engine.nowAnswers(ScriptedEngine.page(200, Pages.vllm()));

        assertThat(scraper.read()).isInstanceOf(Telemetry.Available.class);
    }

    @Test
    void hangsUpOnAPageThatDoesNotEnd() {
        engine.nowAnswers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] comment = "# more and more\n".repeat(1000).getBytes(UTF_8);
            while (true) {
                exchange.getResponseBody().write(comment);
            }
        });

        assertThat(reason(scraper(PATIENT)))
                .isEqualTo(engine.url() + " sends more than 100000 bytes: correct the address, this is no metrics page"
                        + " of an engine");
    }

    @Test
    void acceptsAPageOfExactlyTheLimit() {
        String page = Pages.vllm();
        String filling = "#".repeat(4999) + "\n";
        String full = page + filling.repeat((100_000 - page.length()) / 5000);
        engine.nowAnswers(ScriptedEngine.page(200, full + "#".repeat(99_999 - full.length()) + "\n"));

        EngineScraper scraper = scraper(PATIENT);

        assertThat(scraper.read()).isInstanceOf(Telemetry.Available.class);
        assertThat(scraper.statistics().lastBytes()).isEqualTo(100_000);
    }

    @Test
    void saysThatAnAnswerBrokeOff() {
        engine.nowAnswers(exchange -> {
            exchange.sendResponseHeaders(200, 90_000);
            exchange.getResponseBody().write(Pages.vllm().getBytes(UTF_8));
            throw new IOException("scripted");
        });

        assertThat(reason(scraper(PATIENT))).startsWith(engine.url() + " broke off its answer (");
    }

    @Test
    void saysThatNobodyListens() {
        EngineScraper scraper = scraper(PATIENT);
        engine.close();

        assertThat(reason(scraper))
                .isEqualTo(engine.url() + " refuses connections: start the engine or correct the address");
    }

    @Test
    void staysInterruptible() {
        Thread.currentThread().interrupt();

        assertThat(reason(scraper(PATIENT))).endsWith("was not read: the daemon is stopping");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void refusesAddressesItCannotRead() {
        assertRefused("ftp://127.0.0.1/metrics", "must look like http://host:port/metrics");
        assertRefused("/metrics", "must look like http://host:port/metrics");
        assertRefused("http://user:secret@127.0.0.1/metrics", "must not hold credentials");
    }

    private static void assertRefused(String url, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EngineScraper(
                        URI.create(url), PATIENT, Dialect.of("vllm"), ExpositionLimits.DEFAULT, () -> new Moment(0)))
                .withMessageContaining(problem)
                .withMessageNotContaining("secret");
    }

    private void assertUnavailable(ScriptedEngine.Answer answer, String clause) {
        engine.nowAnswers(answer);
        assertThat(reason(scraper(PATIENT))).isEqualTo(engine.url() + " " + clause);
    }

    private EngineScraper scraper(Duration period) {
        ExpositionLimits limits = new ExpositionLimits(100_000, 10_000, 1000, 16);
        return new EngineScraper(engine.url(), period, Dialect.of("vllm"), limits, time);
    }

    private static String reason(EngineScraper scraper) {
        return assertThat(scraper.read())
                .asInstanceOf(type(Telemetry.Unavailable.class))
                .actual()
                .reason();
    }
}
