package io.gpugovernor.sim.evaluation;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The work file of an evaluation: one line for every finished run and every capacity found, so that an evaluation that
 * was killed goes on where it was. Lines of another build, or of other input files, stay and are not used. A last line
 * that was cut off is dropped.
 */
public final class Journal implements AutoCloseable {
    private static final Gson GSON = new Gson();

    private final Path file;
    private final String origin;
    private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
    private final Map<String, Double> scales = new ConcurrentHashMap<>();
    private final BufferedWriter writer;

    /** One line: a run's outcome, or the rate scale at capacity. */
    private record Line(
            String origin,
            String key,
            @Nullable Double scale,
            @Nullable Outcome outcome) {}

    private Journal(Path file, String origin) throws IOException {
        this.file = file;
        this.origin = origin;
        if (Files.exists(file)) {
            read(Files.readString(file));
        }
        this.writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /**
     * Opens the work file, and creates it if there is none.
     *
     * @param origin what results depend on beside their keys: the build, and the contents of files
     * @throws JournalException if it cannot be read or written, or is no work file
     */
    public static Journal open(Path file, String origin) {
        try {
            return new Journal(file, origin);
        } catch (IOException refused) {
            throw new JournalException("cannot use the work file " + file + " (" + refused
                    + "); give the report a place" + " in a folder that can be written");
        }
    }

    private void read(String text) throws IOException {
        int whole = text.lastIndexOf('\n') + 1;
        int number = 0;
        for (String line : text.substring(0, whole).split("\n", -1)) {
            number++;
            if (!line.isBlank()) {
                take(line, number);
            }
        }
        if (whole < text.length()) {
            Files.writeString(file, text.substring(0, whole), StandardCharsets.UTF_8);
        }
    }

    private void take(String text, int number) {
        Line line = parse(text, number);
        if (!line.origin().equals(origin)) {
            return;
        }
        if (line.outcome() != null) {
            outcomes.put(line.key(), line.outcome());
        } else if (line.scale() != null) {
            scales.put(line.key(), line.scale());
        }
    }

    private Line parse(String text, int number) {
        try {
            Line line = GSON.fromJson(text, Line.class);
            if (line != null && line.origin() != null && line.key() != null) {
                return line;
            }
        } catch (JsonParseException malformed) {
            // What is not JSON is refused like JSON that is no line of a work file.
        }
        throw new JournalException(
                file + ": line " + number + " is no line of a work file; delete the file to run everything anew");
    }

    /** The outcome of the run with this key, if it is done. */
    public Optional<Outcome> outcome(String key) {
        return Optional.ofNullable(outcomes.get(key));
    }

    Optional<Double> scale(String key) {
        return Optional.ofNullable(scales.get(key));
    }

    void keep(String key, Outcome outcome) {
        outcomes.put(key, outcome);
        append(new Line(origin, key, null, outcome));
    }

    void keep(String key, double scale) {
        scales.put(key, scale);
        append(new Line(origin, key, scale, null));
    }

    private synchronized void append(Line line) {
        try {
            writer.write(GSON.toJson(line));
            writer.write('\n');
            writer.flush();
        } catch (IOException failed) {
            throw new JournalException("cannot write to the work file " + file + ": " + failed.getMessage()
                    + "; what it holds stays good, so make room and repeat the command");
        }
    }

    @Override
    public synchronized void close() {
        try {
            writer.close();
        } catch (IOException failed) {
            throw new JournalException("cannot close the work file " + file + ": " + failed.getMessage());
        }
    }
}
