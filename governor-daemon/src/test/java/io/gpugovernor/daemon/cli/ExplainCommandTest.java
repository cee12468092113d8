package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.daemon.http.StartedServer;
import io.gpugovernor.daemon.journal.Decisions;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {
    private static final String BUDGET =
            "In the last hour 1,000 requests were served. 6.0 missed a target, 10.0 may: 40 % of the error budget is left.\n";

    @Test
    void neverCallsAReleaseThatFailedReleased() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            server.record(Decisions.steady("chat")
                    .moving(1380, 990, new Actuation.Failed("GPU 1 is lost"))
                    .because(GovernorState.RELEASE_FAILED, Reason.SHUTDOWN, "")
                    .build());

            assertThat(Ran.run(new ExplainCommand(), "--url", server.url()).out())
                    .contains("tried to release the clock", "and failed: it may still be locked", "GPU 1 is lost")
                    .doesNotContain("stay released", "released the clock");
        }
    }

    @Test
    void saysWhatItDidWhyAndWithWhichNumbers() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            server.record(
                    Decisions.steady("chat")
                            .at(5)
                            .because(GovernorState.GOVERNING, Reason.SAVING, "")
                            .moving(1980, 1380, new Actuation.Accepted())
                            .build(),
                    Decisions.steady("chat").at(9.8).build());

            Ran ran = Ran.run(new ExplainCommand(), "--url", server.url());
            assertThat(ran.exit()).isZero();
            assertThat(ran.out()).isEqualToNormalizingNewlines("chat\n" + BUDGET + """
                    200 ms ago: the clock stays at 1380 MHz, because the present clock is the cheapest.
                      power   700 W now at 1380 MHz; forecast 702 W, and 990 W at maximum clock
                      slack   312 ms to spare for the first token, 41 ms to spare for the next tokens
                      load    12 running of class ML, 1 waiting, 2 owed a first token, 3.3 requests a second; metrics 40 ms old
                      risk    0.0021 more misses than at maximum clock; a miss is priced at 2,150 J (2.2 s at maximum power)
                      cost    18 J wasted so far against the best clock; a change is reckoned at 95 J
                    Before that:
                    5.0 s ago: lowered the clock from 1980 MHz to 1380 MHz, because another clock costs less, and the switch has paid for itself.
                      power   700 W before; 700 W in the 5.0 s since; forecast 702 W, and 990 W at maximum clock
                      slack   312 ms to spare for the first token, 41 ms to spare for the next tokens
                      load    12 running of class ML, 1 waiting, 2 owed a first token, 3.3 requests a second; metrics 40 ms old
                      risk    0.0021 more misses than at maximum clock; a miss is priced at 2,150 J (2.2 s at maximum power)
                      cost    the change is reckoned at 95 J; the clock before had wasted 18 J

                    """);
        }
    }

    @Test
    void saysWhatThePowerWasWhileAChangeHeld() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            server.record(
                    Decisions.steady("chat")
                            .at(2)
                            .moving(1980, 1380, new Actuation.Accepted())
                            .with(Decisions.gpu(0, 1980, 900))
                            .build(),
                    Decisions.steady("chat")
                            .at(3)
                            .with(Decisions.gpu(0, 1380, 500))
                            .build(),
                    Decisions.steady("chat")
                            .at(4)
                            .moving(1380, 990, new Actuation.Accepted())
                            .with(Decisions.gpu(0, 1380, 300))
                            .build(),
                    Decisions.steady("chat")
                            .at(9.8)
                            .with(Decisions.gpu(0, 990, 200))
                            .build());

            assertThat(Ran.run(new ExplainCommand(), "--url", server.url()).out())
                    .contains(
                            "900 W before; 400 W in the 2.0 s until the next change",
                            "300 W before; 200 W in the 6.0 s since");
        }
    }

    @Test
    void goesOnToExplainWhatComesAndSaysWhenTheDaemonIsGone() throws Exception {
        StartedServer server = new StartedServer("chat");
        server.record(Decisions.steady("chat").at(5).build());
        Queue<Runnable> between = new ArrayDeque<>(List.of(
                () -> {},
                () -> server.record(Decisions.steady("chat")
                        .at(6)
                        .moving(1380, 990, new Actuation.Accepted())
                        .build()),
                () -> {},
                server::close,
                () -> {}));
        Pause pause = time -> {
            Runnable next = between.poll();
            if (next != null) {
                next.run();
            }
            return next != null;
        };
        Ran ran = Ran.run(new ExplainCommand(pause), "--follow", "--last", "0", "--url", server.url());

        assertThat(ran.exit()).isZero();
        assertThat(ran.out().lines().filter(line -> line.contains("from 1380 MHz to 990 MHz")))
                .hasSize(1)
                .allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d: lowered.*"));
        assertThat(ran.out().lines().filter(line -> line.startsWith("! no daemon answers")))
                .hasSize(1);
    }

    @Test
    void tellsADecisionOnlyOnceWhenTheNewestIsItselfAChange() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            server.record(
                    Decisions.steady("chat").at(8).build(),
                    Decisions.steady("chat")
                            .at(9)
                            .because(GovernorState.GOVERNING, Reason.DEADLINE, "")
                            .moving(1380, 1980, new Actuation.ObservedOnly())
                            .build());

            String out = Ran.run(new ExplainCommand(), "--url", server.url()).out();
            assertThat(out.lines().filter(line -> line.contains(" ago: "))).hasSize(2);
            assertThat(out)
                    .contains("1.0 s ago: raised the clock from 1380 MHz to 1980 MHz "
                            + "(observe mode, nothing was written), because a deadline is in danger");
        }
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            server.record(Decisions.steady("chat")
                    .with(Decisions.gpu(0, 1380, 351), Decisions.silentGpu(1))
                    .released("connection refused")
                    .build());

            assertThat(Ran.run(new ExplainCommand(), "--url", server.url()).out())
                    .contains(
                            "clocks stay released, because engine telemetry is missing or too old: connection refused.",
                            "load    not known",
                            "slack   no forecast was made",
                            "GPU 1   could not be read: clock: GPU is lost; power: GPU is lost; energy: GPU is lost");
        }
    }

    @Test
    void looksBackAsFarAsAsked() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            for (int i = 0; i < 9; i++) {
                server.record(Decisions.steady("chat")
                        .at(i)
                        .moving(900 + 15 * i, 915 + 15 * i, new Actuation.Accepted())
                        .build());
            }
            assertThat(agos(server, "--last", "4")).isEqualTo(5);
            assertThat(agos(server, "--last", "0")).isEqualTo(1);
            assertThat(agos(server, "--last", "512")).isEqualTo(9);
        }
    }

    @Test
    void explainsEveryDomainUnlessOneIsNamed() throws Exception {
        try (StartedServer server = new StartedServer("chat", "code & more")) {
            server.record(
                    Decisions.steady("chat").build(),
                    Decisions.steady("code & more").build());

            assertThat(agos(server)).isEqualTo(2);
            assertThat(agos(server, "--domain", "code & more")).isEqualTo(1);
        }
    }

    @Test
    void namesTheDomainsThatExistWhenGivenAnother() throws Exception {
        try (StartedServer server = new StartedServer("chat", "code")) {
            Ran ran = Ran.run(new ExplainCommand(), "--domain", "chta", "--url", server.url());
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).isEqualToIgnoringNewLines("no domain 'chta'; there are chat, code");
        }
    }

    @Test
    void printsJsonWithTheDecisionsOfEachDomain() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            server.record(Decisions.steady("chat").build());

            JsonArray views = JsonParser.parseString(Ran.run(new ExplainCommand(), "--json", "--url", server.url())
                            .out())
                    .getAsJsonArray();
            assertThat(views.get(0).getAsJsonObject().getAsJsonArray("decisions"))
                    .hasSize(1);
        }
    }

    @Test
    void refusesToLookBackFurtherThanTheDaemonRemembers() {
        Ran ran = Ran.run(new ExplainCommand(), "--last", "513");
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("--last must be a whole number from 0 to 512, not 513");
    }

    @Test
    void saysThatNoDaemonAnswers() throws Exception {
        String url;
        try (StartedServer server = new StartedServer("chat")) {
            url = server.url();
        }
        Ran ran = Ran.run(new ExplainCommand(), "--url", url);
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).startsWith("no daemon answers at " + url);
    }

    private static long agos(StartedServer server, String... options) {
        String[] arguments = new String[options.length + 2];
        System.arraycopy(options, 0, arguments, 0, options.length);
        arguments[options.length] = "--url";
        arguments[options.length + 1] = server.url();
        return Ran.run(new ExplainCommand(), arguments)
                .out()
                .lines()
                .filter(line -> line.contains(" ago: "))
                .count();
    }
}
