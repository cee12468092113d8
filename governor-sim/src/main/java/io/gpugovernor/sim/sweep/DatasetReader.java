package io.gpugovernor.sim.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a dataset from its folder, finished or not. A last line without an end, which an interrupted write leaves, is not
 * read.
 */
public final class DatasetReader {
    static final String MANIFEST = "manifest.json";
    /** The whole figures take a few hundred kilobytes; a file beyond this is something else. */
    private static final long LARGEST_FILE = 64L << 20;

    private DatasetReader() {}

    /** @throws DatasetException if the folder holds no dataset, or a file of it cannot be understood */
    public static Dataset read(Path folder) {
        if (!Files.isRegularFile(folder.resolve(MANIFEST))) {
            throw new DatasetException(folder + ": no " + MANIFEST + " there; name the folder that characterize wrote");
        }
        Manifest manifest = ManifestText.read(folder.resolve(MANIFEST).toString(), text(folder.resolve(MANIFEST)));
        return new Dataset(
                manifest,
                rows(folder, Sheets.ISOLATED),
                rows(folder, Sheets.VOLLEYS),
                rows(folder, Sheets.IDLE),
                rows(folder, Sheets.CAPACITIES),
                rows(folder, Sheets.POINTS));
    }

    private static <T> List<T> rows(Path folder, Sheet<T> sheet) {
        Path file = folder.resolve(sheet.file());
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> lines = wholeLines(text(file));
        List<T> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (i == 0) {
                requireHeader(file, sheet, lines.get(0));
            } else if (!lines.get(i).isBlank()) {
                rows.add(row(sheet, file + ": line " + (i + 1), lines.get(i)));
            }
        }
        return rows;
    }

    private static <T> T row(Sheet<T> sheet, String place, String line) {
        try {
            return sheet.row().apply(new Cells(place, sheet.names(), line));
        } catch (IllegalArgumentException outOfRange) {
            throw new DatasetException(place + ": " + outOfRange.getMessage());
        }
    }

    private static void requireHeader(Path file, Sheet<?> sheet, String header) {
        if (!header.equals(sheet.header())) {
            throw new DatasetException(file + ": line 1: the columns are not " + sheet.header()
                    + "; this file is not of a characterization, or of another version");
        }
    }

    /** The lines that have an end. */
    static List<String> wholeLines(String text) {
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    static String text(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new DatasetException(file + ": larger than 64 MiB; this file is not of a characterization");
            }
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new DatasetException(file + ": cannot be read as UTF-8 text (" + unreadable + ")");
        }
    }
}
