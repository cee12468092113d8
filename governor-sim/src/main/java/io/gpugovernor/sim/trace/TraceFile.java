package io.gpugovernor.sim.trace;

import java.nio.file.Path;

/**
 * The file that is being read, as errors name it.
 *
 * @param path where it is, as it was given
 */
record TraceFile(Path path) {
    private static final int SHOWN_CHARACTERS = 60;

    /** The file name without its folder: the trace's name. */
    String name() {
        Path last = path.getFileName();
        return oneLine((last == null ? path : last).toString());
    }

    /** An error that concerns the whole file. */
    TraceFormatException error(String problem, String remedy) {
        return new TraceFormatException(oneLine(path.toString()) + ": " + problem + "; " + remedy);
    }

    /** An error in line {@code line}, counted from 1. */
    TraceFormatException error(long line, String problem, String remedy) {
        return new TraceFormatException(oneLine(path.toString()) + ": line " + line + ": " + problem + "; " + remedy);
    }

    /** A value from the file, quoted, short and on one line. */
    static String shown(String value) {
        String start = value.length() > SHOWN_CHARACTERS ? value.substring(0, SHOWN_CHARACTERS) + "..." : value;
        return "'" + oneLine(start) + "'";
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
    }
}
