package io.gpugovernor.daemon.systemd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whether a stream leads to the journal. {@code JOURNAL_STREAM} names the device and inode of the journal's stream;
 * programs that a service starts inherit the name, but perhaps not the stream, so both are compared. Source:
 * systemd.exec(5).
 */
final class JournalStream {
    private JournalStream() {}

    /** @param stream such as {@code /proc/self/fd/2} */
    static boolean leadsTo(Map<String, String> environment, Path stream) {
        String journal = environment.getOrDefault("JOURNAL_STREAM", "");
        if (journal.isEmpty()) {
            return false;
        }
        try {
            return journal.equals(
                    Files.getAttribute(stream, "unix:dev") + ":" + Files.getAttribute(stream, "unix:ino"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return false;
        }
    }
}
