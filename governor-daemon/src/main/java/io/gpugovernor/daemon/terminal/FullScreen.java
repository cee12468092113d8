package io.gpugovernor.daemon.terminal;

import java.io.PrintWriter;
import java.util.List;

/**
 * The terminal's alternate screen, drawn in place. What was on the terminal before is there again after {@link #close},
 * which also happens when the process is told to end (Ctrl-C, SIGTERM).
 */
public final class FullScreen implements AutoCloseable {
    /** Alternate screen, no cursor, lines that do not wrap. */
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";

    private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    /** To the next line, and all from there. */
    private static final String BELOW = "\r\n\u001b[J";

    private final PrintWriter out;
    private final Thread atExit = new Thread(this::leave, "screen");
    private boolean left;

    private FullScreen(PrintWriter out) {
        this.out = out;
    }

    public static FullScreen on(PrintWriter out) {
        FullScreen screen = new FullScreen(out);
        Runtime.getRuntime().addShutdownHook(screen.atExit);
        out.print(ENTER);
        out.flush();
        return screen;
    }

    /** Shows {@code lines} instead of what was there; those below the last row are not shown. */
    public synchronized void draw(List<String> lines, int rows) {
        if (left) {
            return;
        }
        List<String> shown = lines.subList(0, Math.min(rows, lines.size()));
        // Each line is wiped before it is written: after a full one, wiping would take its last character.
        out.print(HOME + REST_OF_LINE + String.join("\r\n" + REST_OF_LINE, shown) + (shown.size() < rows ? BELOW : ""));
        out.flush();
    }

    private synchronized void leave() {
        if (!left) {
            left = true;
            out.print(LEAVE);
            out.flush();
        }
    }

    @Override
    public void close() {
        leave();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // The process is on its way out, and the hook did the same.
        }
    }
}
