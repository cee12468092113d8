package io.gpugovernor.sim.trace;

import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Azure's format: a header naming TIMESTAMP, ContextTokens and GeneratedTokens in any order, then one row a request. */
final class CsvTraceReader {
    private static final String TIMESTAMP = "TIMESTAMP";
    private static final String PROMPT = "ContextTokens";
    private static final String OUTPUT = "GeneratedTokens";
    private static final TokenCount PROMPT_COUNT = TokenCount.ofPrompt(PROMPT);
    private static final TokenCount OUTPUT_COUNT = TokenCount.ofOutput(OUTPUT);

    private final TraceFile file;
    private final LineReader lines;
    private final TraceRows rows;
    private final int columns;
    private final int timestampAt;
    private final int promptAt;
    private final int outputAt;

    CsvTraceReader(TraceFile file, LineReader lines, TraceRows rows, String header) throws TraceFormatException {
        this.file = file;
        this.lines = lines;
        this.rows = rows;
        List<String> names = names(header);
        this.columns = names.size();
        this.timestampAt = names.indexOf(folded(TIMESTAMP));
        this.promptAt = names.indexOf(folded(PROMPT));
        this.outputAt = names.indexOf(folded(OUTPUT));
    }

    void readAll() throws IOException, TraceFormatException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            List<String> fields = split(line);
            if (fields.size() < columns) {
                String problem = "has " + fields.size() + " of " + columns + " fields" + suspicion();
                throw file.error(lines.number(), problem, "complete or remove the row");
            }
            if (fields.size() > columns) {
                String problem = "has " + fields.size() + " fields, but the header names " + columns;
                throw file.error(lines.number(), problem, "correct the row, quoting fields that hold commas");
            }
            String timestamp = fields.get(timestampAt).strip();
            long nanos = nanos(timestamp);
            int prompt = PROMPT_COUNT.parse(fields.get(promptAt), file, lines.number());
            int output = OUTPUT_COUNT.parse(fields.get(outputAt), file, lines.number());
            rows.add(lines.number(), nanos, timestamp, prompt, output);
        }
    }

    private List<String> names(String header) throws TraceFormatException {
        List<String> names = split(header).stream().map(CsvTraceReader::folded).toList();
        List<String> missing = new ArrayList<>();
        for (String column : List.of(TIMESTAMP, PROMPT, OUTPUT)) {
            int at = names.indexOf(folded(column));
            if (at < 0) {
                missing.add(column);
            } else if (at != names.lastIndexOf(folded(column))) {
                throw file.error(lines.number(), "names column " + column + " twice", "remove one of the two");
            }
        }
        if (!missing.isEmpty()) {
            String problem = "lacks column " + String.join(", ", missing) + " in header " + TraceFile.shown(header);
            throw file.error(
                    lines.number(),
                    problem,
                    "start the file with TIMESTAMP,ContextTokens,GeneratedTokens, or give JSON lines");
        }
        return names;
    }

    private List<String> split(String line) throws TraceFormatException {
        var fields = CsvFields.split(line);
        if (fields.isEmpty()) {
            String problem = "has a quoted field that does not end" + suspicion();
            throw file.error(lines.number(), problem, "close the quote on the same line");
        }
        return fields.get();
    }

    private long nanos(String timestamp) throws TraceFormatException {
        try {
            return CsvTimestamp.parse(timestamp);
        } catch (DateTimeException e) {
            throw file.error(
                    lines.number(),
                    TIMESTAMP + " " + TraceFile.shown(timestamp) + " is not a date and time" + suspicion(),
                    "write it like 2023-11-16 18:15:46.6805900");
        }
    }

    private String suspicion() {
        return lines.lastLineIsOpen() ? " (the file seems cut off here)" : "";
    }

    private static String folded(String column) {
        return column.strip().toLowerCase(Locale.ROOT);
    }
}
