package io.gpugovernor.daemon.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.journal.Decisions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class SupervisedTest {
    private static final long PID = 42;

    @TempDir
    Path directory;

    private ListeningManager manager;
    private double now;

    @BeforeEach
    void listen() {
        manager = new ListeningManager(directory + "/notify");
    }

    @AfterEach
    void leave() {
        manager.close();
    }

    @Test
    void isReadyOnlyWhenEveryDomainHasTicked() {
        Supervised supervised = of("chat", "batch");

        supervised.ticked(governing("chat"));
        assertThat(manager.heard()).isEmpty();

        supervised.ticked(governing("batch"));
        assertThat(manager.heard())
                .containsExactly(
                        "READY=1",
                        "WATCHDOG=1",
                        "STATUS=enforce: chat governing at 1380 MHz, batch governing at 1380 MHz");
    }

    @Test
    void isReadyWhileAnEngineIsNotUpYet() {
        of("chat")
                .ticked(Decisions.steady("chat").released("connection refused").build());

        assertThat(manager.heard())
                .contains("READY=1", "STATUS=enforce: chat released (engine telemetry is missing or too old)");
    }

    @Test
    void isReadyAndSaysSoWhereAGpuRefuses() {
        of("chat")
                .ticked(Decisions.steady("chat")
                        .released("GPU is lost")
                        .because(GovernorState.RELEASE_FAILED, Reason.NOT_HONOURED, "GPU is lost")
                        .build());

        assertThat(manager.heard())
                .contains("READY=1")
                .anyMatch(message -> message.startsWith("STATUS=enforce: chat release failed ("));
    }

    @Test
    void isNeitherReadyNorAliveByATickThatFailed() {
        Supervised supervised = of("chat");

        // What a loop records when it releases because its tick threw.
        supervised.ticked(Decisions.steady("chat")
                .because(GovernorState.RELEASED, Reason.SHUTDOWN, "")
                .build());

        assertThat(manager.heard()).isEmpty();
    }

    @Test
    void fallsSilentWhenOneOfItsDomainsDoes() {
        Supervised supervised = of("chat", "batch");
        supervised.ticked(governing("chat"));
        supervised.ticked(governing("batch"));
        manager.heard();

        for (now = 1; now <= 5; now++) {
            supervised.ticked(governing("chat"));
        }
        assertThat(manager.heard()).filteredOn("WATCHDOG=1"::equals).hasSize(5);

        for (now = 5.5; now <= 20; now++) {
            supervised.ticked(governing("chat"));
        }
        assertThat(manager.heard()).isEmpty();

        supervised.ticked(governing("batch"));
        assertThat(manager.heard()).containsExactly("WATCHDOG=1");
    }

    @Test
    void spacesItsSignsOfLife() {
        Supervised supervised = of("chat");

        for (int tick = 0; tick < 31; tick++) {
            now = tick * 0.1;
            supervised.ticked(governing("chat"));
        }

        assertThat(manager.heard()).filteredOn("WATCHDOG=1"::equals).hasSize(4);
    }

    @Test
    void givesNoSignOfLifeThatNobodyAskedFor() {
        Supervised supervised = new Supervised(
                new Supervisor(manager.environment(), PID),
                "enforce",
                List.of("chat"),
                Duration.ofSeconds(5),
                this::moment);

        supervised.ticked(governing("chat"));

        assertThat(manager.heard()).contains("READY=1").doesNotContain("WATCHDOG=1");
    }

    @Test
    void tellsItsStatusWhenItChangesAndNoOftenerThanEveryFiveSeconds() {
        Supervised supervised = of("chat");
        supervised.ticked(governing("chat"));
        manager.heard();

        now = 0.5;
        supervised.ticked(Decisions.steady("chat").released("gone").build());
        assertThat(manager.heard()).isEmpty();

        now = 5.2;
        supervised.ticked(Decisions.steady("chat").released("gone").build());
        assertThat(manager.heard()).anyMatch(message -> message.startsWith("STATUS=enforce: chat released"));

        now = 12;
        supervised.ticked(Decisions.steady("chat").released("gone").build());
        assertThat(manager.heard()).containsExactly("WATCHDOG=1");
    }

    @Test
    void keepsItsStatusToOneShortLine() {
        String line = StatusLine.of("enforce", List.of(governing("a\nb"), governing("c".repeat(200))));

        assertThat(line)
                .startsWith("enforce: a b governing at 1380 MHz, ccc")
                .hasSize(160)
                .endsWith("…");
    }

    @Test
    void saysOnceThatItStopsAndNothingMore() {
        Supervised supervised = of("chat");
        supervised.ticked(governing("chat"));
        manager.heard();

        supervised.stopping();
        supervised.stopping();
        now = 10;
        supervised.ticked(governing("chat"));

        assertThat(manager.heard()).containsExactly("STOPPING=1\nSTATUS=enforce: stopping, clocks are being released");
    }

    @Test
    void saysAgainThatItIsReadyWhereItDidNotGetThrough() {
        Supervised supervised = of("chat");
        SdNotify flood = SdNotify.in(manager.environment());
        int filled = 0;
        while (filled < 100_000 && flood.say("filling=1")) {
            filled++;
        }
        supervised.ticked(governing("chat"));
        assertThat(manager.heard()).hasSize(filled).doesNotContain("READY=1");

        supervised.ticked(governing("chat"));
        assertThat(manager.heard()).contains("READY=1");
    }

    private Supervised of(String... domains) {
        Map<String, String> environment = new HashMap<>(manager.environment());
        environment.put("WATCHDOG_USEC", "4000000");
        environment.put("WATCHDOG_PID", Long.toString(PID));
        return new Supervised(
                new Supervisor(environment, PID), "enforce", List.of(domains), Duration.ofSeconds(5), this::moment);
    }

    private static Decision governing(String domain) {
        return Decisions.steady(domain).build();
    }

    private Moment moment() {
        return new Moment(Math.round(now * 1e9));
    }
}
