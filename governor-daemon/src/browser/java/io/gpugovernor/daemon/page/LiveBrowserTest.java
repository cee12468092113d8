package io.gpugovernor.daemon.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.daemon.journal.Decisions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("browser")
@ExtendWith(WithBrowser.class)
class LiveBrowserTest {
    private final Browser browser;
    private final Shown shown;

    LiveBrowserTest(Browser browser) {
        this.browser = browser;
        this.shown = new Shown(browser);
    }

    @Test
    void followsTheDaemonWithoutBeingLoadedAgain() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat")) {
            daemon.decide(Decisions.steady("chat"));
            browser.open(daemon.url(), Screen.DESK);
            browser.waitFor("the decisions", () -> shown.decisions().size() == 1);
            browser.run("window.loadedOnce = true");
            String before = shown.lines("Clock");

            daemon.pass(2);
            daemon.decide(Decisions.steady("chat")
                    .moving(1380, 900, new Actuation.Accepted())
                    .because(GovernorState.GOVERNING, Reason.SAVING, ""));
            browser.waitFor("the new clock", () -> shown.figure("chat", "Clock").contains("900 MHz"));
            browser.waitFor("the new decision", () -> shown.decisions().size() == 2);
            assertThat(shown.decisions().get(0)).contains("1,380 → 900 MHz");
            assertThat(shown.lines("Clock")).isNotEqualTo(before);
            assertThat(browser.run("return window.loadedOnce")).isEqualTo(true);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void drawsWhatHappenedBeforeItWasOpened() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat")) {
            Scenes.twoMinutes(daemon, "chat");
            browser.open(daemon.url(), Screen.DESK);
            browser.waitFor("the charts", () -> !shown.lines("Clock").isEmpty());

            assertThat(browser.text(".charts h3")).isEqualTo("Last 2 min");
            for (String chart : new String[] {"Clock", "Power", "TTFT slack", "TBT slack", "Requests"}) {
                assertThat(shown.lines(chart)).as(chart).hasSizeGreaterThan(200).doesNotContain("NaN", "Infinity");
            }
            assertThat(browser.count(".area.power")).as("what is saved").isPositive();
        }
    }

    @Test
    void breaksALineWhereNothingWasKnown() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat")) {
            for (int i = 0; i < 60; i++) {
                daemon.pass(0.5);
                daemon.decide(
                        i >= 20 && i < 40 ? Decisions.steady("chat").released("no answer") : Decisions.steady("chat"));
            }
            browser.open(daemon.url(), Screen.DESK);
            browser.waitFor("the charts", () -> !shown.lines("TTFT slack").isEmpty());

            assertThat(shown.lines("TTFT slack").split("M", -1))
                    .as("before, and after")
                    .hasSize(3);
        }
    }

    @Test
    void leavesFocusAndWhatIsOpenAlone() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat")) {
            Scenes.twoMinutes(daemon, "chat");
            browser.open(daemon.url(), Screen.DESK);
            browser.waitFor("more decisions", () -> browser.text(".more").startsWith("Show"));
            browser.find("summary").click();
            browser.find(".more").click();
            assertThat(shown.decisions()).hasSizeGreaterThan(6);

            daemon.pass(1);
            daemon.decide(Decisions.steady("chat").moving(1380, 1005, new Actuation.Accepted()));
            browser.waitFor("the new clock", () -> shown.figure("chat", "Clock").contains("1,005 MHz"));
            assertThat(browser.focused()).isEqualTo("Show the last 6");
            assertThat(browser.text("details li")).contains("GPU-0000-0", "00000000:30:00.0");
        }
    }

    @Test
    void saysSinceWhenTheDaemonIsSilentAndGoesOnWhenItIsBack() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat")) {
            daemon.decide(Decisions.steady("chat"));
            browser.open(daemon.url(), Screen.DESK);
            browser.waitFor("the decisions", () -> shown.decisions().size() == 1);

            daemon.die();
            browser.waitFor("the notice", () -> !browser.text("#gone").isEmpty());
            assertThat(browser.text("[role=alert]"))
                    .containsPattern("The daemon has not answered since [0-2][0-9]:[0-5][0-9]:[0-5][0-9]\\.")
                    .contains("What is below is from then", "gpu-governor release");
            assertThat(browser.text("#ready")).isEqualTo("No answer");
            assertThat(browser.text("#updated")).startsWith("silent since ");
            assertThat(shown.figure("chat", "Clock"))
                    .as("the last that was known")
                    .contains("1,380 MHz");
            assertThat(browser.run("return getComputedStyle(document.querySelector('article')).borderTopStyle"))
                    .isEqualTo("dashed");

            daemon.startAnew();
            browser.waitFor("the daemon", () -> browser.text("#gone").isEmpty());
            browser.waitFor("nothing of the one before", () -> shown.decisions().isEmpty());
            assertThat(shown.standing("chat")).contains("No decision yet");

            daemon.pass(3);
            daemon.decide(Decisions.steady("chat").moving(1980, 1005, new Actuation.Accepted()));
            browser.waitFor("its own decision", () -> shown.decisions().size() == 1);
            assertThat(shown.figure("chat", "Clock")).contains("1,005 MHz");
            browser.complaints();
        }
    }

    @Test
    void doesNotFearForLocksThatADaemonWhichObservedNeverHeld() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat").observing()) {
            daemon.decide(Decisions.steady("chat"));
            browser.open(daemon.url(), Screen.DESK);

            daemon.die();
            browser.waitFor("the notice", () -> !browser.text("#gone").isEmpty());
            assertThat(browser.text("#gone"))
                    .contains("It only observed, so it has locked no GPU.", "systemctl status gpu-governor-observe")
                    .doesNotContain("release");
        }
    }

    @Test
    void saysThatALoopDecidesNothingAnyMore() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat", "code")) {
            daemon.decide(Decisions.steady("chat"), Decisions.steady("code"));
            browser.open(daemon.url(), Screen.DESK);

            daemon.pass(12);
            daemon.decide(Decisions.steady("code"));
            browser.waitFor("the standstill", () -> shown.standing("chat").contains("No decision for 12 s"));
            assertThat(shown.standing("code")).doesNotContain("No decision for");
            assertThat(browser.text("#ready")).isEqualTo("Not alive");
            assertThat(browser.text("#notices")).contains("chat: no decision for 12.0 s");
            assertThat(browser.count("article.stale")).isEqualTo(1);
        }
    }

    @Test
    void comesAndGoesWithTheDomainsOfThePolicyFile() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat")) {
            daemon.decide(Decisions.steady("chat"));
            browser.open(daemon.url(), Screen.DESK);

            daemon.govern(Decisions.domain("code"), Decisions.domain("chat"));
            daemon.decide(Decisions.steady("code"));
            browser.waitFor("both", () -> browser.texts("article h2").size() == 2);
            assertThat(browser.texts("article h2")).containsExactly("code", "chat");

            daemon.govern(Decisions.domain("code"));
            browser.waitFor("one", () -> browser.texts("article h2").size() == 1);
            assertThat(browser.texts("article h2")).containsExactly("code");
        }
    }

    @Test
    void standsStillWhileItIsPaused() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat")) {
            daemon.decide(Decisions.steady("chat"));
            browser.open(daemon.url(), Screen.DESK);
            browser.find("#pause").click();
            assertThat(browser.text("#updated")).startsWith("stands since ");
            assertThat(browser.attribute("#pause", "aria-pressed")).isEqualTo("true");

            daemon.pass(1);
            browser.waitFor("the answer under way", () -> shown.decisions().size() == 1);
            daemon.decide(Decisions.steady("chat").moving(1380, 900, new Actuation.Accepted()));
            // Longer than two questions would be apart; one may have been under way when the button was pressed.
            browser.run("window.pausedAt = performance.now()");
            browser.waitFor(
                    "time",
                    () -> browser.run("return performance.now() > window.pausedAt + 2500")
                            .equals(true));
            assertThat(browser.strings("return performance.getEntriesByType('resource')"
                            + ".filter(asked => asked.startTime > window.pausedAt).map(asked => asked.name)"))
                    .isEmpty();
            assertThat(shown.figure("chat", "Clock")).contains("1,380 MHz");
            browser.find("#pause").click();
            browser.waitFor("the new clock", () -> shown.figure("chat", "Clock").contains("900 MHz"));
        }
    }

    @Test
    void showsTheDemoAtWork() throws Exception {
        try (Demo demo = new Demo(4)) {
            browser.open(demo.url(), Screen.DESK);
            browser.waitFor("the governor", () -> shown.standing("demo").contains("Governing"));
            browser.waitFor("decisions", () -> shown.decisions().size() >= 3);

            assertThat(shown.standing("demo")).contains("8 × NVIDIA H100 80GB HBM3 (simulated)");
            assertThat(shown.figure("demo", "Power").get(0)).matches("[0-9,]+ W");
            assertThat(browser.texts(".gpu")).hasSize(8);
            String before = shown.lines("Power");
            browser.waitFor("the charts to move", () -> !shown.lines("Power").equals(before));
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
