package io.gpugovernor.sim.trace;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads traces of requests from files: Azure's CSV and Mooncake's JSON lines, told apart by their content.
 *
 * <p>The trace starts at its first row, whatever the timestamps count from. See {@code docs/traces.md} for the formats.
 */
public final class TraceReader {
    private TraceReader() {}

    /**
     * The trace in {@code file}, named after it.
     *
     * @throws TraceFormatException if the file is missing, unreadable or not a trace; nothing else is thrown for its
     *     content
     */
    public static Trace read(Path file) throws TraceFormatException {
        return read(file, TraceLimits.STANDARD);
    }

    static Trace read(Path path, TraceLimits limits) throws TraceFormatException {
        TraceFile file = new TraceFile(path);
        if (Files.isDirectory(path)) {
            throw file.error("is a directory", "name one trace file in it");
        }
        try (InputStream bytes = Files.newInputStream(path)) {
            return read(file, bytes, limits);
        } catch (NoSuchFileException e) {
            throw file.error("does not exist", "check the path");
        } catch (AccessDeniedException e) {
            throw file.error("may not be read by this user", "check its permissions");
        } catch (IOException e) {
            throw file.error("cannot be read (" + e.getClass().getSimpleName() + ")", "check the file and its disk");
        }
    }

    static Trace read(TraceFile file, InputStream stream, TraceLimits limits) throws IOException, TraceFormatException {
        BufferedInputStream bytes = new BufferedInputStream(stream);
        bytes.mark(FileSignature.LENGTH);
        byte[] head = bytes.readNBytes(FileSignature.LENGTH);
        bytes.reset();
        var foreign = FileSignature.of(head);
        if (foreign.isPresent()) {
            throw foreign.get().refuse(file);
        }
        LineReader lines = new LineReader(file, bytes, limits.lineBytes());
        String first = lines.next();
        if (first == null) {
            throw file.error("is empty", "give a CSV or JSON lines file of requests");
        }
        TraceRows rows = new TraceRows(file, limits);
        switch (first.stripLeading().charAt(0)) {
            case '{' -> new JsonTraceReader(file, lines, rows).readAll(first);
            case '[' -> throw file.error(lines.number(), "begins a JSON array", "write one JSON object a line instead");
            default -> new CsvTraceReader(file, lines, rows, first).readAll();
        }
        return rows.trace();
    }
}
