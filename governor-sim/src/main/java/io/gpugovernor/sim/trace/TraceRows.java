package io.gpugovernor.sim.trace;

import java.util.Locale;

/** The rows read so far: checks their order and number, and turns timestamps into time since the first row. */
final class TraceRows {
    private final TraceFile file;
    private final int limit;
    private final TraceBuilder requests = new TraceBuilder();
    private long first;
    private long last;

    TraceRows(TraceFile file, TraceLimits limits) {
        this.file = file;
        this.limit = limits.rows();
    }

    /**
     * Adds the row of line {@code line}.
     *
     * @param nanos its timestamp, in nanoseconds since any origin, 0 or later
     * @param written the timestamp as the file has it, for errors
     */
    void add(long line, long nanos, String written, int prompt, int output) throws TraceFormatException {
        if (requests.size() == limit) {
            String problem = String.format(
                    Locale.ROOT, "there are more than %,d rows, the limit that keeps memory modest", limit);
            throw file.error(line, problem, "cut the file, for example with head");
        }
        if (requests.size() == 0) {
            first = nanos;
        } else if (nanos < last) {
            String problem = "timestamp " + TraceFile.shown(written) + " is earlier than the row before";
            throw file.error(line, problem, "sort the rows by timestamp");
        }
        if (nanos - first > TraceLimits.LONGEST.toNanos()) {
            String problem = "timestamp " + TraceFile.shown(written) + " is more than a year after the first row";
            throw file.error(line, problem, "correct the row, or split the file");
        }
        last = nanos;
        requests.add(nanos - first, prompt, output);
    }

    /** @throws TraceFormatException if there was no row */
    Trace trace() throws TraceFormatException {
        if (requests.size() == 0) {
            throw file.error("has a header but no rows", "add at least one request");
        }
        return requests.build(file.name());
    }
}
