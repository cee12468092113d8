package io.gpugovernor.daemon.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.model.Account;
import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.Load;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.model.Served;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.daemon.journal.Decisions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("browser")
@ExtendWith(WithBrowser.class)
class ContentBrowserTest {
    private final Browser browser;
    private final Shown shown;

    ContentBrowserTest(Browser browser) {
        this.browser = browser;
        this.shown = new Shown(browser);
    }

    @Test
    void showsADomainAtAGlance() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat")) {
            daemon.decide(Decisions.steady("chat"));
            browser.open(daemon.url(), Screen.DESK);

            assertThat(shown.standing("chat"))
                    .contains("Governing", "The present clock is the cheapest.")
                    .contains("2 × NVIDIA H100 80GB HBM3 · TTFT ≤ 600 ms, TBT ≤ 100 ms for 99 % of requests")
                    .doesNotContain("What to do");
            assertThat(shown.figure("chat", "Clock")).containsExactly("1,380 MHz", "1,380 MHz applied");
            assertThat(shown.figure("chat", "Power")).containsExactly("700 W", "990 W expected at maximum clock");
            assertThat(shown.figure("chat", "TTFT slack")).containsExactly("+312 ms", "of 600 ms; 99.60 % kept");
            assertThat(shown.figure("chat", "TBT slack")).containsExactly("+41 ms", "of 100 ms; 99.77 % kept");
            assertThat(shown.figure("chat", "Requests running"))
                    .containsExactly("12", "1 waiting, 2 owed a first token");
            assertThat(shown.figure("chat", "Workload class"))
                    .containsExactly("ML", "medium prompts, long answers; 3.3 requests/s");
            assertThat(shown.figure("chat", "Error budget left"))
                    .containsExactly("40 %", "6.0 missed, 10.0 may, of 1,000 requests in the last hour");
            assertThat(browser.attribute("[role=meter]", "aria-valuenow")).isEqualTo("40");
            assertThat(shown.figure("chat", "Saved"))
                    .containsExactly("2.9 kJ", "29 % of what maximum clock would use; estimate");
            assertThat(browser.texts("#mode, #ready")).containsExactly("Enforce", "Ready");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void sumsTheNodeUpOverItsDomains() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat", "code")) {
            Account late =
                    new Account(new Joules(1000), new Joules(120), 200, 20, 180, 0, 3, new Served(200, 20, 180, 0));
            daemon.decide(Decisions.steady("chat"), Decisions.steady("code").with(late));
            browser.open(daemon.url(), Screen.DESK);

            assertThat(shown.total("Power now")).containsExactly("1,400 W", "1,980 W at maximum clock, 29 % less");
            assertThat(shown.total("Energy saved")).first().isEqualTo("3.0 kJ");
            assertThat(shown.total("Requests in time"))
                    .containsExactly("90 %", "TTFT of code, 99 % promised; 1,200 requests");
            assertThat(shown.total("Error budget left")).containsExactly("0 %", "of code, in the last hour");
            assertThat(shown.total("Domains")).containsExactly("2", "governing");
            assertThat(shown.total("GPUs")).containsExactly("4", "all readable");
            assertThat(browser.texts("#index a")).containsExactly("● chat", "● code");
        }
    }

    @Test
    void explainsInWordsWhatWasDecidedAndOnWhat() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat")) {
            daemon.decide(Decisions.steady("chat"));
            daemon.pass(2);
            daemon.decide(Decisions.steady("chat")
                    .moving(1380, 900, new Actuation.Accepted())
                    .because(GovernorState.GOVERNING, Reason.SAVING, ""));
            daemon.pass(3);
            daemon.decide(Decisions.steady("chat")
                    .moving(900, 1980, new Actuation.Accepted())
                    .because(GovernorState.GOVERNING, Reason.DEADLINE, ""));
            daemon.pass(0.25);
            daemon.decide(Decisions.steady("chat").released("http://127.0.0.1:8000/metrics refuses connections"));
            browser.open(daemon.url(), Screen.DESK);
            browser.waitFor("the decisions", () -> shown.decisions().size() == 4);

            assertThat(shown.decisions().get(0))
                    .contains("▲ released", "Engine telemetry is missing or too old: http://127.0.0.1:8000/metrics")
                    .contains("load unknown", "stale_telemetry");
            assertThat(shown.decisions().get(1))
                    .contains("just now", "900 → 1,980 MHz", "A deadline is in danger at the present clock", "deadline")
                    .contains("12 requests running, 1 waiting · slack TTFT +312 ms, TBT +41 ms")
                    .contains("expects 702 W, 990 W at maximum");
            assertThat(shown.decisions().get(2))
                    .contains("3 s ago", "1,380 → 900 MHz", "Another clock costs less", "saving");
        }
    }

    @Test
    void showsEachOfEightGpus() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat")) {
            daemon.decide(Scenes.eightGpus("chat"));
            browser.open(daemon.url(), Screen.DESK);

            assertThat(browser.texts(".gpu")).hasSize(8).contains("GPU 7 1,380 MHz 347 W");
            assertThat(shown.total("GPUs")).first().isEqualTo("8");
        }
    }

    @Test
    void neverShowsANumberForWhatIsUnknown() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat")) {
            daemon.decide(Decisions.steady("chat")
                    .with(new Load(0, 0, 0, 0, true, Double.NaN, Optional.empty(), Duration.ZERO))
                    .with(Decisions.gpu(0, 1380, 351), Decisions.silentGpu(1)));
            browser.open(daemon.url(), Screen.DESK);

            assertThat(shown.figure("chat", "Power")).containsExactly("–", "1 GPU of 2 lost, so there is no sum");
            assertThat(shown.total("Power now")).containsExactly("–", "a GPU is silent, so there is no sum");
            assertThat(shown.total("GPUs")).containsExactly("1 of 2", "lost: GPU 1");
            assertThat(shown.figure("chat", "Workload class")).containsExactly("–", "");
            assertThat(browser.texts(".gpu.bad")).containsExactly("GPU 1 Lost GPU is lost");
            assertThat(shown.lines("Power")).as("measured power").doesNotContain("NaN");

            daemon.pass(1);
            daemon.decide(Decisions.steady("chat").released("no answer").with(Decisions.silentGpu(0)));
            browser.waitFor("the release", () -> shown.standing("chat").contains("Released"));
            assertThat(shown.figure("chat", "Clock")).containsExactly("Default", "no GPU's clock could be read");
            assertThat(shown.figure("chat", "TTFT slack")).first().isEqualTo("–");
            assertThat(shown.figure("chat", "Requests running")).containsExactly("–", "no telemetry of the engine");
            assertThat(shown.whole())
                    .doesNotContain("NaN", "null", "undefined", "Infinity")
                    .doesNotContainPattern("\\b0 (W|MHz)");
        }
    }

    @Test
    void leavesOutATargetThatWasNotPromised() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("embed")) {
            PolicyDomain usual = Decisions.domain("embed");
            daemon.govern(new PolicyDomain(
                    "embed",
                    usual.clocks(),
                    new Slo(Optional.of(Duration.ofMillis(600)), Optional.empty(), new Ratio(0.99)),
                    usual.staleAfter()));
            daemon.decide(Decisions.steady("embed"));
            browser.open(daemon.url(), Screen.DESK);

            assertThat(shown.figure("embed", "TTFT slack")).isNotEmpty();
            assertThat(shown.figure("embed", "TBT slack")).isEmpty();
            assertThat(browser.texts(".plot-title")).contains("TTFT slack").doesNotContain("TBT slack");
        }
    }

    @Test
    void saysThatNothingIsGoverned() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon()) {
            browser.open(daemon.url(), Screen.DESK);

            assertThat(browser.text("#none"))
                    .startsWith("No domain is governed.")
                    .contains("check-config");
            assertThat(browser.text("#ready")).isEqualTo("Not ready");
            assertThat(browser.texts("article, #totals")).isEmpty();
        }
    }

    @Test
    void saysThatADomainHasNotDecidedYet() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat")) {
            browser.open(daemon.url(), Screen.DESK);

            assertThat(shown.standing("chat")).contains("No decision yet", "The loop has not decided anything yet.");
            assertThat(browser.text(".figures, .plots, .decisions")).isEmpty();
            assertThat(browser.text("#notices")).contains("Not ready. chat: no decision yet");
        }
    }

    @Test
    void saysClearlyThatObserveModeWritesNothing() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat").observing()) {
            daemon.decide(Decisions.steady("chat")
                    .moving(1980, 1380, new Actuation.ObservedOnly())
                    .with(new Account(new Joules(7000), Joules.ZERO, 10, 0, 9, 0, 1, new Served(10, 0, 9, 0)))
                    .with(Decisions.gpu(0, 1980, 480), Decisions.gpu(1, 1980, 490)));
            browser.open(daemon.url(), Screen.DESK);
            browser.waitFor("the decisions", () -> !shown.decisions().isEmpty());

            assertThat(browser.text("#mode")).isEqualTo("Observe: writes nothing");
            assertThat(browser.text("#notices")).contains("writes no clock", "set mode: enforce");
            assertThat(shown.standing("chat")).contains("Observing").doesNotContain("Governing");
            assertThat(shown.figure("chat", "Clock it would set")).containsExactly("1,380 MHz", "1,980 MHz applied");
            assertThat(shown.figure("chat", "Power")).containsExactly("970 W", "702 W expected at that clock");
            assertThat(shown.figure("chat", "Saved")).last().isEqualTo("nothing is written, so nothing is saved");
            assertThat(shown.total("Power now"))
                    .containsExactly("970 W", "702 W at the clocks it would set, 28 % less");
            assertThat(shown.decisions().get(0)).contains("nothing was written");
            assertThat(browser.texts(".legend").get(0)).contains("would set");
        }
    }

    @Test
    void saysWhoseOverrideHoldsAndForHowLong() throws Exception {
        try (ShownDaemon daemon = new ShownDaemon("chat")) {
            daemon.override("chat", 1380, 240, "incident 4711");
            daemon.decide(Decisions.steady("chat").because(GovernorState.GOVERNING, Reason.OVERRIDE, "incident 4711"));
            browser.open(daemon.url(), Screen.DESK);

            assertThat(shown.standing("chat"))
                    .contains("Override: 1,380 MHz, 4 min left (incident 4711)")
                    .contains("An operator ordered this clock: incident 4711.")
                    .contains("What to do: It ends by itself.", "gpu-governor override --clear");
        }
    }
}
