package io.gpugovernor.daemon.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Moment;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** A page that breaks the rules of its format without harm to a number costs a line in the log, not the governing. */
@Timeout(60)
class ImproperPageTest {

    @Test
    void isReadAndNamedOnce() throws IOException {
        assertThat(warningsOf(Pages.vllm() + "# EOF\n"))
                .filteredOn(warning -> warning.contains("OpenMetrics"))
                .singleElement()
                .asString()
                .contains("is no proper OpenMetrics (line 8: samples of the counter vllm:prompt_tokens_total must be");
    }

    @Test
    void isNotLookedForInPrometheusText() throws IOException {
        assertThat(warningsOf(Pages.vllm())).noneMatch(warning -> warning.contains("OpenMetrics"));
    }

    private static List<String> warningsOf(String page) throws IOException {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(EngineScraper.class);
        logger.addAppender(log);
        try (ScriptedEngine engine = new ScriptedEngine(ScriptedEngine.page(200, page))) {
            EngineScraper scraper = new EngineScraper(
                    engine.url(),
                    Duration.ofSeconds(40),
                    Dialect.of("vllm"),
                    ExpositionLimits.DEFAULT,
                    () -> new Moment(0));
            assertThat(scraper.read()).isInstanceOf(Telemetry.Available.class);
            assertThat(scraper.read()).isInstanceOf(Telemetry.Available.class);
        } finally {
            logger.detachAppender(log);
        }
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
