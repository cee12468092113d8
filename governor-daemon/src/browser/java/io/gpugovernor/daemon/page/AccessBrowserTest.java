package io.gpugovernor.daemon.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.daemon.journal.Decisions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** The page for those who have no mouse, no wide screen, or who do not see it. */
@Tag("browser")
@ExtendWith(WithBrowser.class)
class AccessBrowserTest {
    private final Browser browser;
    private final Shown shown;

    AccessBrowserTest(Browser browser) {
        this.browser = browser;
        this.shown = new Shown(browser);
    }

    @Test
    void reachesEverythingByKeysAndShowsWhereTheFocusIs() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat", "code")) {
            Scenes.twoMinutes(daemon, "chat", "code");
            browser.open(daemon.url(), Screen.DESK);
            browser.waitFor("the buttons", () -> browser.texts(".more").size() == 2);

            List<String> stops = new ArrayList<>();
            for (int i = 0; i < 11; i++) {
                browser.press(Keys.TAB);
                stops.add(browser.focused());
                assertThat(browser.run("return getComputedStyle(document.activeElement).outlineStyle"))
                        .as("the outline of %s", browser.focused())
                        .isEqualTo("solid");
            }
            assertThat(stops)
                    .startsWith(
                            "Skip to the domains",
                            "Pause",
                            "chat: Governing",
                            "code: Governing",
                            "Charts of chat: seconds before now",
                            "UUIDs and PCI addresses")
                    .contains("Charts of code: seconds before now");
        }
    }

    @Test
    void opensAndFollowsByKeysWhatAMouseWouldClick() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat", "code")) {
            Scenes.twoMinutes(daemon, "chat", "code");
            browser.open(daemon.url(), Screen.DESK);
            browser.waitFor("the buttons", () -> browser.texts(".more").size() == 2);
            browser.press(Keys.TAB, Keys.TAB, Keys.SPACE);
            assertThat(browser.text("#updated")).startsWith("stands since ");
            browser.press(Keys.SPACE);
            browser.waitFor("life", () -> browser.text("#updated").startsWith("live"));

            browser.press(Keys.TAB, Keys.TAB, Keys.ENTER);
            assertThat(browser.run("return document.activeElement.querySelector('h2').textContent"))
                    .isEqualTo("code");
            browser.press(Keys.TAB, Keys.TAB, Keys.ENTER);
            assertThat(browser.texts("details li")).hasSize(2);
            browser.press(Keys.TAB, Keys.ENTER);
            assertThat(browser.attribute("article:nth-child(2) .more", "aria-expanded"))
                    .isEqualTo("true");
            assertThat(shown.decisions()).hasSizeGreaterThan(12);
        }
    }

    @Test
    void goesBackThroughTheChartsByKeysAndSaysWhatWasThen() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat")) {
            Scenes.twoMinutes(daemon, "chat");
            browser.open(daemon.url(), Screen.DESK);
            browser.waitFor("the charts", () -> !shown.lines("Clock").isEmpty());
            browser.run("document.querySelector('.plots').focus()");
            assertThat(spoken()).startsWith("now. Clock, MHz: applied ");

            browser.press(Keys.PAGE_DOWN, Keys.PAGE_DOWN, Keys.ARROW_LEFT);
            assertThat(spoken()).startsWith("21 s ago. Clock, MHz: applied ").contains("TTFT slack: to spare +312 ms");
            assertThat(browser.attribute(".plots", "aria-valuenow")).isEqualTo("-21");
            assertThat(browser.count(".hair")).isEqualTo(5);

            browser.press(Keys.HOME);
            assertThat(spoken()).startsWith("2 min ago.");
            browser.press(Keys.ESCAPE);
            assertThat(spoken()).startsWith("now.");
            assertThat(browser.count(".hair")).isZero();
        }
    }

    @Test
    void fitsNarrowScreens() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat", "code")) {
            daemon.decide(Scenes.eightGpus("chat"), Decisions.steady("code").released("no answer"));
            for (Screen screen : List.of(Screen.SMALLEST, Screen.PHONE, new Screen(768, 1024, "light", false))) {
                browser.open(daemon.url(), screen);
                browser.waitFor("the decisions", () -> shown.decisions().size() == 2);

                assertThat(shown.overflow()).as("overflow on %s", screen).isZero();
                assertThat(browser.texts(".gpu")).hasSize(10);
                assertThat(shown.decisions().get(0)).contains("optimal");
            }
        }
    }

    @Test
    void movesNothingForThoseWhoWantNoMotion() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat")) {
            daemon.decide(Decisions.steady("chat"));
            String moving = "return document.getAnimations().length > 0";
            browser.open(daemon.url(), Screen.DESK);
            assertThat(browser.run(moving)).isEqualTo(true);

            browser.open(daemon.url(), Screen.DESK.withoutMotion());
            assertThat(browser.run(moving)).isEqualTo(false);
        }
    }

    @Test
    void saysAloudThatADomainCameIntoTroubleButNoNumbers() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat")) {
            daemon.decide(Decisions.steady("chat"));
            browser.open(daemon.url(), Screen.DESK);
            browser.waitFor("the decisions", () -> shown.decisions().size() == 1);
            assertThat(said()).isEmpty();

            daemon.pass(1);
            daemon.decide(
                    Decisions.steady("chat").released("").because(GovernorState.RELEASED, Reason.ENGINE_ASLEEP, ""));
            browser.waitFor("the release", () -> shown.standing("chat").contains("Released"));
            assertThat(said()).isEqualTo("chat: Released, the engine sleeps, and its GPUs may work for someone else");
        }
    }

    @Test
    void hasNothingThatKeepsPeopleFromUsingIt() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat", "code", "batch")) {
            daemon.notice("the newest policy file was refused: line 3: unknown key mod");
            daemon.override("code", 1380, 60, "incident 4711");
            daemon.decide(
                    Decisions.steady("chat").with(Decisions.gpu(0, 1380, 351), Decisions.silentGpu(1)),
                    Decisions.steady("code"),
                    Decisions.steady("batch").released("no answer"));
            for (Screen screen : List.of(Screen.DESK, Screen.DARK, Screen.PHONE, Screen.SMALLEST)) {
                // Colours that are on their way to others would be judged half-way.
                browser.open(daemon.url(), screen.withoutMotion());
                browser.waitFor("the decisions", () -> shown.decisions().size() == 3);

                assertThat(Axe.violations(browser)).as("on %s", screen).isEmpty();
            }
            daemon.die();
            browser.waitFor("the notice", () -> !browser.text("#gone").isEmpty());
            assertThat(Axe.violations(browser)).as("without the daemon").isEmpty();
            browser.complaints();
        }
    }

    private String spoken() {
        return browser.attribute(".plots", "aria-valuetext").replace('\u202f', ' ');
    }

    private String said() {
        return String.valueOf(browser.run("return document.getElementById('announcer').textContent"));
    }
}
