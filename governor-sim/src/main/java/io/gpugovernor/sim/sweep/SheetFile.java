package io.gpugovernor.sim.sweep;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A CSV file that grows by whole lines. A last line that was cut off is dropped when it is opened. */
final class SheetFile {
    private final Path file;
    private final BufferedWriter writer;

    SheetFile(Path file, BufferedWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    static SheetFile open(Path file, String header) {
        try {
            List<String> lines = Files.exists(file) ? DatasetReader.wholeLines(Files.readString(file)) : List.of();
            String text = lines.isEmpty() ? header + "\n" : String.join("\n", lines) + "\n";
            if (!Files.exists(file) || !Files.readString(file).equals(text)) {
                AtomicText.write(file, text);
            }
            return new SheetFile(file, Files.newBufferedWriter(file, StandardOpenOption.APPEND));
        } catch (IOException refused) {
            throw new DatasetException(
                    file + ": cannot be written (" + refused + "); give a folder that can be written");
        }
    }

    void append(String line) {
        try {
            writer.write(line + "\n");
            writer.flush();
        } catch (IOException failed) {
            throw lost(file, failed);
        }
    }

    /** Nothing is buffered between two lines, so an end that fails loses nothing that was reported as kept. */
    void close() {
        try {
            writer.close();
        } catch (IOException failed) {
            throw lost(file, failed);
        }
    }

    static DatasetException lost(Path file, IOException failed) {
        return new DatasetException(file + ": cannot be written (" + failed.getMessage()
                + "); what was measured before is kept: make room and repeat the command with --resume");
    }
}
