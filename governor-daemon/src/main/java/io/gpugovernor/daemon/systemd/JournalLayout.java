package io.gpugovernor.daemon.systemd;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Log lines for people and for the journal. Where standard error leads to the journal, each line begins with its
 * priority, {@code <3>} for an error, so that {@code journalctl -p warning} works, and has no date, since the journal
 * knows it. Elsewhere each event begins with the date. Source: sd-daemon(3).
 */
public final class JournalLayout extends LayoutBase<ILoggingEvent> {
    private static final String MESSAGE = "%-5level %msg%n%ex";

    private final boolean inJournal;
    private final PatternLayout pattern = new PatternLayout();

    /** Looks where this process's standard error leads. */
    public JournalLayout() {
        this(JournalStream.leadsTo(System.getenv(), Path.of("/proc/self/fd/2")));
    }

    JournalLayout(boolean inJournal) {
        this.inJournal = inJournal;
    }

    @Override
    public void start() {
        pattern.setContext(getContext());
        pattern.setPattern(MESSAGE);
        pattern.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        String text = pattern.doLayout(event);
        if (!inJournal) {
            return UtcTime.of(event.getTimeStamp()) + " " + text;
        }
        String priority = "<" + priority(event.getLevel()) + ">";
        // The journal takes every line of a stack trace for a message of its own.
        return text.lines().map(line -> priority + line + "\n").collect(Collectors.joining());
    }

    private static int priority(Level level) {
        if (level.isGreaterOrEqual(Level.ERROR)) {
            return 3;
        } else if (level.isGreaterOrEqual(Level.WARN)) {
            return 4;
        }
        return level.isGreaterOrEqual(Level.INFO) ? 6 : 7;
    }
}
