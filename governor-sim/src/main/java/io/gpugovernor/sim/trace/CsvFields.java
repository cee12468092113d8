package io.gpugovernor.sim.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits one line of comma-separated values; fields may be quoted, with quotes inside doubled. */
final class CsvFields {
    private CsvFields() {}

    /** The fields of {@code line}; empty if a quoted field does not end, or goes on after its closing quote. */
    static Optional<List<String>> split(String line) {
        List<String> fields = new ArrayList<>(4);
        int position = 0;
        while (true) {
            int end;
            if (position < line.length() && line.charAt(position) == '"') {
                end = endOfQuoted(line, position);
                if (end < 0) {
                    return Optional.empty();
                }
                fields.add(line.substring(position + 1, end - 1).replace("\"\"", "\""));
            } else {
                int comma = line.indexOf(',', position);
                end = comma < 0 ? line.length() : comma;
                fields.add(line.substring(position, end));
            }
            if (end == line.length()) {
                return Optional.of(fields);
            }
            position = end + 1;
        }
    }

    /** The position after the closing quote, where a comma or the line's end must be; -1 if there is none. */
    private static int endOfQuoted(String line, int opening) {
        int quote = line.indexOf('"', opening + 1);
        while (quote >= 0 && quote + 1 < line.length() && line.charAt(quote + 1) == '"') {
            quote = line.indexOf('"', quote + 2);
        }
        boolean closed = quote >= 0 && (quote + 1 == line.length() || line.charAt(quote + 1) == ',');
        return closed ? quote + 1 : -1;
    }
}
