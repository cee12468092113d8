package io.gpugovernor.daemon.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.control.ControlException;
import io.gpugovernor.daemon.http.Reload.Outcome;
import io.gpugovernor.daemon.node.Eventually;
import io.gpugovernor.sim.profile.HardwareProfiles;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(90)
class ReloaderTest {
    private static final String LOW = "clocks: {max: 1200MHz}";
    private static final String LAST_RELOAD = "gpu_governor_config_last_reload_successful";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("policy.yaml");
    }

    @Test
    void touchesNothingWhereNothingChanged() throws Exception {
        try (ReloadedNode node = new ReloadedNode(file, "chat", "code")) {
            node.governs("chat");
            Thread loop = node.loop("chat");

            assertThat(summary(node.reload())).contains("is in force", "untouched: chat, code");

            assertThat(node.loop("chat")).isSameAs(loop);
            assertThat(node.value("gpu_governor_decisions_total{domain=\"chat\",reason=\"shutdown\"}"))
                    .isZero();
            assertThat(node.value(LAST_RELOAD + " ")).isOne();
            assertThat(node.value("gpu_governor_config_last_reload_success_timestamp_seconds"))
                    .isEqualTo(ReloadedNode.NOW.getEpochSecond());
        }
    }

    @Test
    void releasesAndGovernsAnewOnlyTheDomainThatChanged() throws Exception {
        try (ReloadedNode node = new ReloadedNode(file, "chat", "code")) {
            node.governs("chat");
            node.governs("code");
            Thread chat = node.loop("chat");
            Thread code = node.loop("code");
            double ticks = ticks(node, "chat");

            node.write("chat", "code " + LOW);
            assertThat(summary(node.reload())).contains("untouched: chat", "changed: code");

            node.governs("code");
            assertThat(code.isAlive()).isFalse();
            assertThat(node.loop("code")).isNotSameAs(code);
            assertThat(node.get("/api/v1/decisions?domain=code&changes=true").body())
                    .contains("\"shutdown\"", "\"warming_up\"");
            assertThat(node.value("gpu_governor_setpoint_hertz{domain=\"code\"}"))
                    .isLessThanOrEqualTo(1.2e9);
            assertThat(node.loop("chat")).isSameAs(chat);
            assertThat(node.get("/api/v1/decisions?domain=chat&changes=true").body())
                    .doesNotContain("\"shutdown\"");
            Eventually.holds("chat goes on ticking", () -> ticks(node, "chat") > ticks);
        }
    }

    @Test
    void leavesNothingOfADomainThatIsRemoved() throws Exception {
        try (ReloadedNode node = new ReloadedNode(file, "chat", "code")) {
            node.governs("code");
            Thread code = node.loop("code");

            node.write("chat");
            assertThat(summary(node.reload())).contains("removed: code");

            assertThat(code.isAlive()).isFalse();
            assertThat(node.metrics()).contains("domain=\"chat\"").doesNotContain("domain=\"code\"");
            assertThat(node.get("/api/v1/decisions?domain=code").statusCode()).isEqualTo(404);
            assertThat(node.daemon().latest("code")).isEmpty();
        }
    }

    @Test
    void governsADomainThatIsAddedAndGivesItTimeToBegin() throws Exception {
        try (ReloadedNode node = new ReloadedNode(file, "chat")) {
            node.governs("chat");

            node.write("code", "chat");
            assertThat(summary(node.reload())).contains("untouched: chat", "added: code");

            assertThat(node.get("/-/healthy").statusCode()).isEqualTo(200);
            node.governs("code");
            Eventually.holds("readiness", () -> node.get("/-/ready").statusCode() == 200);
            assertThat(node.get("/api/v1/status").body().indexOf("\"code\""))
                    .as("in the order of the file")
                    .isLessThan(node.get("/api/v1/status").body().indexOf("\"chat\""));
        }
    }

    @Test
    void keepsTheLastGoodFileAndSaysSoEverywhere() throws Exception {
        try (ReloadedNode node = new ReloadedNode(file, "chat")) {
            node.governs("chat");
            Thread loop = node.loop("chat");

            node.writeText(node.text("chat").replace("staleAfter: 5s", "staleAfter: never, onExitt: keep"));
            problems(node.reload())
                    .hasSize(2)
                    .allMatch(problem -> problem.startsWith(file + ":4:"))
                    .anyMatch(problem -> problem.contains("onExitt"));

            assertThat(node.value(LAST_RELOAD + " ")).isZero();
            assertThat(node.get("/-/ready").statusCode()).isEqualTo(200);
            assertThat(node.get("/-/ready").body()).contains("the newest policy file was refused", "onExitt");
            assertThat(node.get("/api/v1/status").body()).contains("the newest policy file was refused");
            assertThat(node.loop("chat")).isSameAs(loop);

            node.write("chat");
            assertThat(node.post("/-/reload").statusCode()).isEqualTo(200);
            assertThat(node.value(LAST_RELOAD + " ")).isOne();
            assertThat(node.get("/-/ready").body()).doesNotContain("refused");
            assertThat(node.loop("chat")).isSameAs(loop);
        }
    }

    @Test
    void changesNothingWhereOneOfSeveralDomainsCannotBeGoverned() throws Exception {
        try (ReloadedNode node = new ReloadedNode(file, "chat", "code")) {
            node.governs("code");
            Thread chat = node.loop("chat");
            Thread code = node.loop("code");

            node.write("chat gpus: [0, 1, 2]", "code " + LOW, "more");
            problems(node.reload()).singleElement().asString().contains("domain chat names 3 GPUs");

            assertThat(node.loop("chat")).isSameAs(chat);
            assertThat(node.loop("code")).isSameAs(code);
            assertThat(node.metrics()).doesNotContain("domain=\"more\"");
            assertThat(node.post("/-/reload").statusCode()).isEqualTo(422);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http.listen, 'http: {listen: \"127.0.0.1:9\"}'",
        "nvml.library, 'nvml: {library: /lib/libnvidia-ml.so.1}'",
        "learning, 'learning: {keep: false}'"
    })
    void refusesWhatTakesARestartByItsName(String key, String line) throws Exception {
        try (ReloadedNode node = new ReloadedNode(file, "chat")) {
            node.writeText(node.text("chat " + LOW) + line + "\n");

            problems(node.reload()).singleElement().asString().contains(key + ":", "restart");
        }
    }

    @Test
    void releasesEverythingWhereTheFileTurnsToObserving() throws Exception {
        try (ReloadedNode node = new ReloadedNode(file, "chat")) {
            node.governs("chat");
            double accepted = node.value("gpu_governor_actuations_total{domain=\"chat\",outcome=\"accepted\"}");
            assertThat(accepted).isPositive();

            node.writeText(node.text("chat").replace("mode: enforce", "mode: observe"));
            assertThat(summary(node.reload())).contains("changed: chat");

            assertThat(node.get("/api/v1/status").body()).contains("\"observe\"");
            Eventually.holds(
                    "observed decisions",
                    () -> node.value("gpu_governor_actuations_total{domain=\"chat\",outcome=\"observed_only\"}") > 0);
            assertThat(node.value("gpu_governor_actuations_total{domain=\"chat\",outcome=\"accepted\"}"))
                    .as("only its release was added")
                    .isEqualTo(accepted + 1);

            node.write("chat");
            problems(node.reload()).singleElement().asString().contains("mode:", "restart it to enforce");
        }
    }

    @Test
    void holdsToTheModeThatTheCommandLineOrders() throws Exception {
        try (ReloadedNode node = new ReloadedNode(file, Optional.of(Mode.OBSERVE), "chat")) {
            assertThat(summary(node.reload())).contains("untouched: chat");
            assertThat(node.get("/api/v1/status").body()).contains("\"observe\"");
        }
    }

    @Test
    void letsAnOverrideOutlastAChangeThatAllowsIt() throws Exception {
        try (ReloadedNode node = new ReloadedNode(file, "chat", "code")) {
            for (String domain : List.of("chat", "code")) {
                node.daemon().desk().override(domain, Optional.empty(), Duration.ofMinutes(5), "a test", "me");
            }
            node.write("chat hysteresis: {dwell: 1s}", "code " + LOW);
            assertThat(summary(node.reload())).contains("changed: chat, code");

            assertThat(node.value("gpu_governor_override_active{domain=\"chat\"}"))
                    .isOne();
            assertThat(node.value("gpu_governor_override_active{domain=\"code\"}"))
                    .isZero();
        }
    }

    @Test
    void noticesAProfileThatChangedThoughThePolicyDidNot() throws Exception {
        try (ReloadedNode node = new ReloadedNode(file, "chat")) {
            try (InputStream shipped = HardwareProfiles.class.getResourceAsStream("h100-llama-8b.yaml")) {
                Files.write(folder.resolve("ours.yaml"), shipped.readAllBytes());
            }
            node.write("chat profile: ./ours.yaml");
            assertThat(summary(node.reload())).contains("changed: chat");
            assertThat(summary(node.reload())).contains("untouched: chat");

            Files.writeString(folder.resolve("ours.yaml"), "\n# measured anew\n", StandardOpenOption.APPEND);
            assertThat(summary(node.reload())).contains("changed: chat");
        }
    }

    @Test
    void tellsAnOperatorAtTheDeskWhatItTellsOthers() throws Exception {
        try (ReloadedNode node = new ReloadedNode(file, "chat")) {
            ReloadDesk desk = new ReloadDesk(node.daemon().desk(), node.reloader());
            assertThat(desk.reload("me")).contains("untouched: chat");

            node.writeText("mode: odd\n");
            Assertions.assertThatExceptionOfType(ControlException.class)
                    .isThrownBy(() -> desk.reload("me"))
                    .satisfies(refusal -> {
                        assertThat(refusal.obstacle()).isEqualTo(ControlException.Cause.POLICY_REFUSED);
                        assertThat(refusal.problems()).hasSizeGreaterThan(1);
                    });
        }
    }

    @Test
    void tellsAtTheDeskWhichOverridesAreInForce() throws Exception {
        try (ReloadedNode node = new ReloadedNode(file, "chat")) {
            ReloadDesk desk = new ReloadDesk(node.daemon().desk(), node.reloader());
            assertThat(desk.overrides()).isEqualTo("there is no override");

            desk.override("chat", Optional.empty(), Duration.ofMinutes(10), "a look", "me");
            assertThat(desk.overrides()).contains("chat is held at", "a look");
        }
    }

    @Test
    void declinesOnceTheDaemonStops() throws Exception {
        try (ReloadedNode node = new ReloadedNode(file, "chat")) {
            node.daemon().stop();

            assertThat(node.reload()).isInstanceOf(Outcome.Declined.class);
        }
    }

    private static double ticks(ReloadedNode node, String domain) {
        return node.value("gpu_governor_tick_duration_seconds_count{domain=\"" + domain + "\"}");
    }

    private static String summary(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Reloaded.class);
        return ((Outcome.Reloaded) outcome).summary();
    }

    private static ListAssert<String> problems(Outcome outcome) {
        return assertThat(assertThat(outcome)
                .asInstanceOf(type(Outcome.Refused.class))
                .actual()
                .problems());
    }
}
