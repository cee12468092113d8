package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.daemon.http.StartedServer;
import io.gpugovernor.daemon.journal.Decisions;
import io.gpugovernor.daemon.terminal.Terminal;
import io.gpugovernor.daemon.terminal.TerminalSize;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class StatusWatchTest {
    private static final String ENTER = "\u001b[?1049h";
    private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";

    @Test
    void drawsEachDomainInPlaceAndGivesTheTerminalBack() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            server.record(Decisions.steady("chat").build());

            String out = drawn(server, 100, 30, List.of(() -> {})).out();
            assertThat(out).startsWith(ENTER).endsWith(LEAVE);
            assertThat(screens(out))
                    .hasSize(2)
                    .allSatisfy(screen -> assertThat(screen)
                            .contains("gpu-governor 1.2.3  enforce", "chat  governing")
                            .contains("clock   1380 MHz", "power   700 W", "+312 ms to the first token")
                            .contains("99.60 % of first tokens", "the present clock is the cheapest"));
            assertThat(screens(out).get(1)).contains("▅▅");
        }
    }

    @Test
    void saysThatTheDaemonIsGoneKeepsWhatItSaidLastAndGoesOn() throws Exception {
        StartedServer server = new StartedServer("chat");
        server.record(Decisions.steady("chat").build());
        String out = drawn(server, 80, 30, List.of(server::close, () -> {})).out();

        assertThat(screens(out)).hasSize(3);
        assertThat(screens(out).get(0)).doesNotContain("No answer");
        assertThat(screens(out).subList(1, 3))
                .allSatisfy(screen -> assertThat(screen)
                        .contains("no answer", "No answer: no daemon answers at " + server.url(), "asking again")
                        .contains("1380 MHz"));
        assertThat(out).endsWith(LEAVE);
    }

    @Test
    void waitsForADaemonThatIsNotThereYet() throws Exception {
        StartedServer server = new StartedServer("chat");
        server.close();

        Ran ran = drawn(server, 80, 24, List.of());
        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("Waiting for it; asking again.");
    }

    @Test
    void neverWritesBeyondTheTerminal() throws Exception {
        try (StartedServer server = new StartedServer("chat", "code", "batch")) {
            server.record(
                    Decisions.steady("chat").build(), Decisions.steady("code").build());
            for (int columns : new int[] {20, 40, 80, 200}) {
                for (int rows : new int[] {3, 8, 20, 60}) {
                    for (String screen :
                            screens(drawn(server, columns, rows, List.of()).out())) {
                        List<String> lines = List.of(screen.split("\r\n", -1));
                        assertThat(lines.stream().filter(line -> !line.isEmpty()))
                                .hasSizeLessThanOrEqualTo(rows);
                        assertThat(lines)
                                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
                    }
                }
            }
        }
    }

    @Test
    void showsARowForEachDomainWhereCardsDoNotFit() throws Exception {
        try (StartedServer server = new StartedServer("chat", "code")) {
            server.record(
                    Decisions.steady("chat").build(), Decisions.steady("code").build());

            assertThat(screens(drawn(server, 120, 12, List.of()).out()).get(0))
                    .contains("DOMAIN  STATE")
                    .doesNotContain("between tokens");
            assertThat(screens(drawn(server, 120, 5, List.of()).out()).get(0))
                    .contains("more lines; make the terminal taller");
        }
    }

    @Test
    void coloursWhatMayStillBeLocked() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            server.record(Decisions.steady("chat")
                    .moving(1380, 990, new Actuation.Failed("GPU 1 is lost"))
                    .because(
                            io.gpugovernor.core.model.GovernorState.RELEASE_FAILED,
                            io.gpugovernor.core.model.Reason.SHUTDOWN,
                            "")
                    .build());

            assertThat(drawn(server, 80, 24, List.of()).out()).contains("\u001b[1;31mrelease failed\u001b[0m");
        }
    }

    @Test
    void printsABlockForEachLookWhereThereIsNoTerminal() throws Exception {
        StartedServer server = new StartedServer("chat");
        server.record(Decisions.steady("chat").build());
        Ran ran = Ran.run(
                new StatusCommand(pauses(List.of(() -> {}, server::close)), Terminal::none),
                "--watch",
                "--url",
                server.url());

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).doesNotContain("\u001b").contains("! no daemon answers");
        assertThat(ran.out().lines().filter(line -> line.matches("--- \\d\\d:\\d\\d:\\d\\d")))
                .hasSize(3);
        assertThat(ran.out().lines().filter(line -> line.startsWith("gpu-governor")))
                .hasSize(2);
    }

    @Test
    void refusesATimeBetweenLooksThatServesNobody() {
        Ran ran = Ran.run(new StatusCommand(), "--watch", "--every", "10ms");

        assertThat(ran.exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(ran.err()).contains("--every lies within 200ms and 1h, not at 10ms");
    }

    private static Ran drawn(StartedServer server, int columns, int rows, List<Runnable> between) {
        Terminal terminal = () -> Optional.of(new TerminalSize(columns, rows));
        return Ran.run(new StatusCommand(pauses(between), () -> terminal), "--watch", "--url", server.url());
    }

    /** Looks as many times as there is something to do in between, and once more. */
    private static Pause pauses(List<Runnable> between) {
        Queue<Runnable> left = new ArrayDeque<>(between);
        return time -> {
            Runnable next = left.poll();
            if (next != null) {
                next.run();
            }
            return next != null;
        };
    }

    /** What each drawing shows, without colours. */
    private static List<String> screens(String out) {
        List<String> screens = List.of(out.split("\u001b\\[H", -1));
        return screens.subList(1, screens.size()).stream()
                .map(screen -> screen.replaceAll("\u001b\\[[?0-9;]*[a-zA-Z]", ""))
                .toList();
    }
}
