package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.http.StatusView;
import io.gpugovernor.daemon.terminal.FullScreen;
import io.gpugovernor.daemon.terminal.Sparkline;
import io.gpugovernor.daemon.terminal.StyledLine;
import io.gpugovernor.daemon.terminal.Terminal;
import io.gpugovernor.daemon.terminal.TerminalSize;
import io.gpugovernor.daemon.time.SystemTime;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the daemon again and again until interrupted, and outlives its restarts: on a terminal a screen drawn in
 * place, elsewhere a block for each look.
 */
final class StatusWatch {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final DaemonClient client;
    private final PrintWriter out;
    private final Pause pause;
    private final Duration period;

    StatusWatch(DaemonClient client, PrintWriter out, Pause pause, Duration period) {
        this.client = client;
        this.out = out;
        this.pause = pause;
        this.period = period;
    }

    /** Draws in place until interrupted; gives the terminal back as it was. */
    void drawn(Terminal terminal, boolean coloured, Sparkline bars) {
        Course course = new Course();
        LiveView view = new LiveView(course, bars, client.address());
        Optional<StatusView> last = Optional.empty();
        try (FullScreen screen = FullScreen.on(out)) {
            do {
                Optional<String> silence = Optional.empty();
                try {
                    StatusView status = client.get("/api/v1/status", StatusView.class);
                    course.note(status);
                    last = Optional.of(status);
                } catch (DaemonException e) {
                    course.noteSilence();
                    silence = Optional.of(OneLine.of(e));
                }
                TerminalSize size = terminal.size().orElse(TerminalSize.USUAL);
                List<StyledLine> lines = view.lines(last, silence, clock(), size);
                screen.draw(
                        lines.stream()
                                .map(line -> line.render(size.columns(), coloured))
                                .toList(),
                        size.rows());
            } while (pause.take(period));
        }
    }

    /** Prints a block for each look until interrupted, each with the time. */
    void printed() {
        do {
            out.println("--- " + clock());
            try {
                StatusText.of(client.get("/api/v1/status", StatusView.class)).forEach(out::println);
            } catch (DaemonException e) {
                out.println("! " + Printable.text(OneLine.of(e)));
            }
            out.println();
            out.flush();
        } while (pause.take(period));
    }

    private static String clock() {
        return CLOCK.format(SystemTime.calendar().atZone(ZoneId.systemDefault()));
    }
}
