package io.gpugovernor.daemon.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.daemon.journal.Decisions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("browser")
@ExtendWith(WithBrowser.class)
class TroubleBrowserTest {
    private static final String EVIL = "<img src=x onerror=\"document.title='owned'\"></td><script>alert(1)</script>";

    private final Browser browser;
    private final Shown shown;

    TroubleBrowserTest(Browser browser) {
        this.browser = browser;
        this.shown = new Shown(browser);
    }

    @ParameterizedTest
    @CsvSource({
        "RELEASED, STALE_TELEMETRY, Released, No clock is locked, Look after the engine",
        "RELEASED, ENGINE_STUCK, Released, No clock is locked, Look at the engine's log",
        "RELEASED, ACTUATION_FAILED, Released, No clock is locked, gpu-governor doctor says what is missing",
        "RELEASED, FOREIGN_CHANGE, Released, No clock is locked, Another program sets clocks on this node",
        "RELEASED, SHUTDOWN, Released, No clock is locked, systemctl status gpu-governor",
        "RELEASE_FAILED, NOT_HONOURED, Release failed, A GPU may still be locked, nvidia-smi -rgc -i INDEX",
        "WARMING_UP, WARMING_UP, Warming up, until enough is known, ''",
    })
    void saysWhatAStateMeansAndWhatToDo(GovernorState state, Reason reason, String label, String means, String remedy)
            throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat", "code")) {
            daemon.decide(
                    Decisions.steady("chat").released("").because(state, reason, "GPU 0: what the driver said"),
                    Decisions.steady("code"));
            browser.open(daemon.url(), Screen.DESK);

            assertThat(shown.standing("chat"))
                    .contains(label, means, reason.explanation().substring(1), "GPU 0: what the driver said")
                    .contains(remedy);
            assertThat(shown.total("Domains")).containsExactly("1 of 2", "not governing: chat");
            assertThat(browser.text("#ready")).isEqualTo("Not ready");
        }
    }

    @Test
    void countsDomainsInTroubleInTheTitle() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat", "code")) {
            daemon.decide(Decisions.steady("chat"), Decisions.steady("code").released("no answer"));
            browser.open(daemon.url(), Screen.DESK);

            assertThat(browser.title()).isEqualTo("(1) gpu-governor · 127.0.0.1");
        }
    }

    @Test
    void showsWhatIsToBeLookedInto() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat")) {
            daemon.notice("the newest policy file was refused: line 3: unknown key mod");
            daemon.remark("chat", "the engine says it spans 4 GPUs, the policy file names 2; correct gpus");
            daemon.decide(Decisions.steady("chat"));
            browser.open(daemon.url(), Screen.DESK);

            assertThat(browser.text("#notices")).contains("To be looked into.", "line 3: unknown key mod");
            assertThat(shown.standing("chat")).contains("the policy file names 2");
        }
    }

    @Test
    void takesWhateverItIsToldForText() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon(EVIL, "code")) {
            daemon.notice(EVIL);
            daemon.remark(EVIL, EVIL);
            daemon.override(EVIL, 1380, 60, EVIL);
            daemon.decide(
                    Decisions.steady(EVIL).because(GovernorState.HOLDING, Reason.FOREIGN_CHANGE, EVIL),
                    Decisions.steady("code"));
            browser.open(daemon.url(), Screen.DESK);
            browser.waitFor("the decisions", () -> shown.decisions().size() == 2);

            assertThat(browser.title()).doesNotContain("owned");
            assertThat(browser.count("main img, main script, #notices img, table script"))
                    .isZero();
            assertThat(browser.text("h2")).isEqualTo("The node");
            assertThat(browser.texts("article h2")).contains(EVIL);
            assertThat(shown.decisions().get(0)).contains(EVIL);
            assertThat(browser.text("#notices")).contains(EVIL);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void refusesToMakeMarkupOfTextEvenIfAScriptTried() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat")) {
            browser.open(daemon.url(), Screen.DESK);

            assertThat(browser.run("try { document.body.innerHTML = '<b>x</b>'; return 'made' }"
                            + "catch (refused) { return refused.name }"))
                    .isEqualTo("TypeError");
            assertThat(browser.complaints()).anyMatch(complaint -> complaint.contains("TrustedHTML"));
        }
    }

    @Test
    void keepsLongNamesAndLongReasonsInsideNarrowScreens() throws Exception {
        String name = "a-domain-named-by-somebody-who-never-had-to-type-it-".repeat(4);
        try (ShownDaemon daemon = new ShownDaemon(name, "code")) {
            daemon.override(name, 1380, 60, "x".repeat(200));
            daemon.notice("y".repeat(300));
            daemon.decide(
                    Decisions.steady(name).released("http://" + "z".repeat(300) + "/metrics"),
                    Decisions.steady("code"));
            for (Screen screen : List.of(Screen.SMALLEST, Screen.PHONE, Screen.DESK)) {
                browser.open(daemon.url(), screen);
                browser.waitFor("the decisions", () -> shown.decisions().size() == 2);

                assertThat(shown.overflow()).as("overflow on %s", screen).isZero();
            }
        }
    }
}
