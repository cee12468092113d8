package io.gpugovernor.daemon.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalLayoutTest {
    private final LoggerContext context = new LoggerContext();

    @ParameterizedTest
    @CsvSource({"ERROR,<3>ERROR clocks", "WARN,<4>WARN  clocks", "INFO,<6>INFO  clocks", "DEBUG,<7>DEBUG clocks"})
    void givesEachLevelItsPriorityInTheJournal(String level, String line) {
        assertThat(line(true, Level.toLevel(level), null)).isEqualTo(line + "\n");
    }

    @Test
    void givesEveryLineOfAStackTraceThePriority() {
        String text = line(true, Level.ERROR, new IllegalStateException("lost"));

        assertThat(text.lines())
                .hasSizeGreaterThan(2)
                .allMatch(line -> line.startsWith("<3>"))
                .anyMatch(line -> line.contains("IllegalStateException: lost"));
    }

    @Test
    void beginsWithTheDateElsewhere() {
        assertThat(line(false, Level.WARN, null)).matches("\\d{4}-\\d\\d-\\d\\dT\\S+ WARN  clocks\n");
    }

    @Test
    void knowsTheJournalByItsDeviceAndInode(@TempDir Path directory) throws IOException {
        Path stream = Files.createFile(directory.resolve("stream"));
        Path other = Files.createFile(directory.resolve("other"));
        Map<String, String> environment = Map.of(
                "JOURNAL_STREAM",
                Files.getAttribute(stream, "unix:dev") + ":" + Files.getAttribute(stream, "unix:ino"));

        assertThat(JournalStream.leadsTo(environment, stream)).isTrue();
        assertThat(JournalStream.leadsTo(environment, other)).isFalse();
        assertThat(JournalStream.leadsTo(environment, directory.resolve("none")))
                .isFalse();
        assertThat(JournalStream.leadsTo(Map.of(), stream)).isFalse();
    }

    private String line(boolean inJournal, Level level, @Nullable Throwable failure) {
        JournalLayout layout = new JournalLayout(inJournal);
        layout.setContext(context);
        layout.start();
        Logger logger = context.getLogger("test");
        return layout.doLayout(new LoggingEvent("test", logger, level, "clocks", failure, null));
    }
}
