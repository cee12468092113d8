package io.gpugovernor.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.daemon.journal.Decisions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class DecisionLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(DecisionLog.class);
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final DecisionLog log = new DecisionLog("chat");
    private final Decisions steady = Decisions.steady("chat");

    @BeforeEach
    void listen() {
        events.start();
        logger.addAppender(events);
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(events);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void writesALineForAChangeOfStateAndNoneForATick() {
        log.record(warmingUp());
        log.record(steady.build());
        log.record(steady.at(11).build());
        log.record(steady.moving(1380, 990, new Actuation.Accepted()).build());
        log.record(steady.released("http://127.0.0.1:8000 refuses connections").build());
        log.record(
                steady.released("http://127.0.0.1:8000 answers with status 500").build());
        log.record(steady.build());

        assertThat(lines())
                .containsExactly(
                        "domain=chat state=warming_up reason=warming_up why=\"too little has been observed to decide\"",
                        "domain=chat state=governing reason=optimal why=\"the present clock is the cheapest\"",
                        "domain=chat state=released reason=stale_telemetry why=\"engine telemetry is missing or too old: "
                                + "http://127.0.0.1:8000 refuses connections\"",
                        "domain=chat state=governing reason=optimal why=\"the present clock is the cheapest\"");
    }

    @Test
    void writesALineWhereTheReasonToStandAsideChanges() {
        log.record(steady.released("silent").build());
        log.record(steady.because(GovernorState.RELEASED, Reason.SHUTDOWN, "").build());

        assertThat(lines()).hasSize(2).last().asString().contains("state=released reason=shutdown");
    }

    @Test
    void warnsOfWhatNeedsLookingInto() {
        log.record(steady.build());
        log.record(steady.released("silent").build());
        log.record(steady.build());
        log.record(steady.moving(1380, 990, new Actuation.Failed("no permission"))
                .because(GovernorState.RELEASED, Reason.ACTUATION_FAILED, "no permission")
                .build());

        assertThat(events.list)
                .extracting(ILoggingEvent::getLevel)
                .containsExactly(Level.INFO, Level.WARN, Level.INFO, Level.WARN);
    }

    @Test
    void neverCallsAFailedReleaseReleased() {
        log.record(steady.moving(1380, 990, new Actuation.Failed("GPU 1 is lost"))
                .because(GovernorState.RELEASE_FAILED, Reason.SHUTDOWN, "")
                .build());

        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("domain=chat state=release_failed reason=shutdown")
                .contains("; not released: GPU 1 is lost");
        assertThat(events.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN);
    }

    @Test
    void tellsEveryInputOfAChangeOfClockAtDebugLevel() {
        logger.setLevel(Level.DEBUG);
        log.record(steady.build());
        log.record(steady.moving(1380, 990, new Actuation.Accepted()).build());

        assertThat(lines()).hasSize(2);
        assertThat(lines().get(1))
                .isEqualTo("domain=chat from=1380MHz to=990MHz reason=optimal outcome=accepted running=12 waiting=1 "
                        + "debt=2 debt_least=2 arrivals_per_s=3.25 power_w=702 max_power_w=990 excess_misses=0.00210 "
                        + "price_j=2.15e+03 waste_j=18 switch_j=95");
    }

    @Test
    void aLineStaysOneLineWhateverTheEngineSaid() {
        log.record(steady.released("broke off (\"x\"\n2026 INFO domain=chat state=governing\u001b[31m)")
                .build());

        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0)).doesNotContain("\n", "\u001b").contains("broke off ('x'?2026 INFO");
    }

    private Decision warmingUp() {
        return steady.because(GovernorState.WARMING_UP, Reason.WARMING_UP, "").build();
    }

    private List<String> lines() {
        return events.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
