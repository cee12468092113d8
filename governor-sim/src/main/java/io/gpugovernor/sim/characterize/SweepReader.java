package io.gpugovernor.sim.characterize;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a clock sweep: a CSV with the columns {@code tp, input_len, output_len, freq} (MHz), {@code rps}, {@code power}
 * (W, the whole group), {@code ttft_p99} and {@code tpot_p99} (s), in any order.
 */
public final class SweepReader {
    private static final List<String> COLUMNS =
            List.of("tp", "input_len", "output_len", "freq", "rps", "power", "ttft_p99", "tpot_p99");
    /** A sweep has some hundred rows; a file beyond this is something else. */
    private static final long LARGEST_FILE = 16L << 20;

    private final Path file;
    private final List<String> header;

    private SweepReader(Path file, List<String> header) {
        this.file = file;
        this.header = header;
    }

    /** @throws SweepFormatException with one line that names file, row and remedy */
    public static List<SweepRow> read(Path file) throws SweepFormatException {
        List<String> lines = lines(file);
        List<String> header = lines.isEmpty() ? List.of() : cells(lines.get(0).replace("\uFEFF", ""));
        List<String> missing =
                COLUMNS.stream().filter(column -> !header.contains(column)).toList();
        if (!missing.isEmpty()) {
            throw new SweepFormatException(file + ": line 1: no column " + String.join(", ", missing)
                    + "; a clock sweep has the columns " + String.join(",", COLUMNS));
        }
        SweepReader reader = new SweepReader(file, header);
        List<SweepRow> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                rows.add(reader.row(i + 1, cells(lines.get(i))));
            }
        }
        if (rows.isEmpty()) {
            throw new SweepFormatException(file + ": no rows below the header; add measured points");
        }
        return List.copyOf(rows);
    }

    private static List<String> lines(Path file) throws SweepFormatException {
        try {
            if (!Files.isRegularFile(file)) {
                throw new SweepFormatException(file + ": no such file; give the CSV of a clock sweep");
            }
            if (Files.size(file) > LARGEST_FILE) {
                throw new SweepFormatException(file + ": larger than 16 MiB; give the CSV of a clock sweep");
            }
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new SweepFormatException(file + ": cannot be read as UTF-8 text (" + unreadable.getMessage() + ")");
        }
    }

    private SweepRow row(int line, List<String> cells) throws SweepFormatException {
        if (cells.size() != header.size()) {
            throw new SweepFormatException(file + ": line " + line + ": " + cells.size()
                    + " values, but the header has " + header.size() + "; the row is cut off or has stray commas");
        }
        return new SweepRow(
                line,
                (int) number(line, cells, "tp", 1, 64),
                (int) number(line, cells, "input_len", 1, 1e6),
                (int) number(line, cells, "output_len", 1, 1e6),
                new Megahertz((int) number(line, cells, "freq", 1, 10_000)),
                number(line, cells, "rps", 1e-6, 1e6),
                new Watts(number(line, cells, "power", 1e-3, 1e6)),
                Durations.ofSeconds(number(line, cells, "ttft_p99", 1e-6, 1e5)),
                Durations.ofSeconds(number(line, cells, "tpot_p99", 1e-6, 1e5)));
    }

    private double number(int line, List<String> cells, String column, double least, double most)
            throws SweepFormatException {
        String text = cells.get(header.indexOf(column));
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!(value >= least && value <= most)) {
            throw new SweepFormatException(file + ": line " + line + ": " + column + " is '" + text
                    + "'; it must be a number from " + least + " to " + most);
        }
        return value;
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
    }
}
