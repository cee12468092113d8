package io.gpugovernor.daemon.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.daemon.journal.Decisions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pictures of the documentation; only where {@code gpugovernor.pictures} names a folder for them. */
@Tag("browser")
@EnabledIfSystemProperty(named = "gpugovernor.pictures", matches = ".+")
@ExtendWith(WithBrowser.class)
class PicturesBrowserTest {
    private static final int MOST_BYTES = 200_000;

    private final Browser browser;
    private final Shown shown;

    PicturesBrowserTest(Browser browser) {
        this.browser = browser;
        this.shown = new Shown(browser);
    }

    @Test
    void ofTheDemoInLightInDarkAndOnAPhone() throws Exception {
        try (Demo demo = new Demo(1)) {
            browser.open(demo.url(), Screen.DESK.withoutMotion());
            // Each step within the time that anything may take.
            for (int seconds = 15; seconds <= 105; seconds += 15) {
                int wanted = seconds;
                browser.waitFor(
                        wanted + " s",
                        () -> browser.run("return performance.now() > 1000 * arguments[0]", wanted)
                                .equals(true));
            }
            browser.waitFor("calm", () -> shown.standing("demo").contains("Governing"));
            take("status-page-light");
            browser.on(Screen.DARK.withoutMotion());
            take("status-page-dark");
            browser.open(demo.url(), new Screen(360, 1500, "light", true));
            browser.waitFor("the charts", () -> !shown.lines("Clock").isEmpty());
            view("status-page-narrow");
        }
    }

    @Test
    void ofDomainsInTrouble() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("code", "batch", "chat")) {
            Scenes.twoMinutes(daemon, "chat", "code", "batch");
            for (int tick = 0; tick < 60; tick++) {
                daemon.pass(0.25);
                daemon.decide(
                        atDefault(Decisions.steady("code")
                                .released(
                                        "http://127.0.0.1:8001/metrics refuses connections: start the engine or correct"
                                                + " the address")),
                        Decisions.steady("chat").with(Decisions.gpu(0, 1380, 351), Decisions.silentGpu(1)),
                        atDefault(Decisions.steady("batch")
                                .released("")
                                .because(
                                        GovernorState.RELEASED,
                                        Reason.ACTUATION_FAILED,
                                        "GPU 0: insufficient permissions: run as root or with CAP_SYS_ADMIN")));
            }
            browser.open(daemon.url(), new Screen(1280, 1000, "light", true));
            browser.waitFor("the charts", () -> !shown.lines("Clock").isEmpty());
            view("status-page-released");
        }
    }

    @Test
    void ofADaemonThatObserves() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat").observing()) {
            Scenes.twoMinutesObserved(daemon, "chat");
            browser.open(daemon.url(), new Screen(1280, 860, "dark", true));
            browser.waitFor("the charts", () -> !shown.lines("Clock").isEmpty());
            view("status-page-observe");
        }
    }

    @Test
    void ofADaemonThatIsGone() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat")) {
            Scenes.twoMinutes(daemon, "chat");
            browser.open(daemon.url(), new Screen(1280, 860, "dark", true));
            browser.waitFor("the charts", () -> !shown.lines("Clock").isEmpty());
            daemon.die();
            browser.waitFor("the notice", () -> !browser.text("#gone").isEmpty());
            view("status-page-gone");
        }
    }

    private static Decisions atDefault(Decisions decision) {
        return decision.with(Decisions.gpu(0, 1980, 482), Decisions.gpu(1, 1980, 477));
    }

    /** The whole page. */
    private void take(String name) throws IOException {
        save(name, true);
    }

    /** What is on the screen. */
    private void view(String name) throws IOException {
        save(name, false);
    }

    private void save(String name, boolean whole) throws IOException {
        // The port of a test is any that was free; people see the usual one.
        browser.run("document.getElementById('host').textContent = '127.0.0.1:9464'");
        byte[] picture = Png.packed(browser.picture(whole));
        assertThat(picture.length).as("bytes of %s", name).isLessThan(MOST_BYTES);
        Files.write(Path.of(System.getProperty("gpugovernor.pictures")).resolve(name + ".png"), picture);
    }
}
