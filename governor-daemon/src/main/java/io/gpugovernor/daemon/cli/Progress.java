package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Moment;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * One line that says how far a long command is. Silent for the first two seconds; then rewritten in place on a terminal,
 * and otherwise printed now and then.
 */
final class Progress implements Consumer<String>, AutoCloseable {
    private static final Duration SILENT = Duration.ofSeconds(2);
    private static final Duration REWRITE = Duration.ofMillis(100);
    private static final Duration REPRINT = Duration.ofSeconds(10);
    /** A line that wraps cannot be rewritten in place, and terminals of 80 columns are common. */
    private static final int WIDTH = 79;

    private final PrintWriter out;
    private final TimeSource time;
    private final boolean terminal;
    private Moment next;
    private boolean shown;

    Progress(PrintWriter out, TimeSource time, boolean terminal) {
        this.out = out;
        this.time = time;
        this.terminal = terminal;
        this.next = time.now().plus(SILENT);
    }

    /** Progress on standard error; the launcher tells whether that is a terminal, since Java cannot. */
    static Progress on(PrintWriter out, TimeSource time) {
        return new Progress(out, time, Boolean.getBoolean("gpugovernor.terminal"));
    }

    @Override
    public synchronized void accept(String what) {
        Moment now = time.now();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(terminal ? REWRITE : REPRINT);
        String line = what.length() > WIDTH ? what.substring(0, WIDTH) : what;
        if (terminal) {
            out.print("\r" + line + " ".repeat(WIDTH - line.length()));
            out.flush();
        } else {
            out.println(line);
        }
        shown = true;
    }

    /** Clears the line, so that results can be printed. */
    synchronized void finish() {
        if (shown && terminal) {
            out.print("\r" + " ".repeat(WIDTH) + "\r");
            out.flush();
        }
        shown = false;
    }

    @Override
    public void close() {
        finish();
    }
}
