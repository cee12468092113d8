package io.gpugovernor.daemon.scrape;

/**
 * One thing that is wrong with a dialect file.
 *
 * @param line from 1; 0 where the whole file is meant
 * @param column from 1; 0 where the whole file is meant
 * @param message what is wrong, in one line
 * @param remedy what to do about it, in one line
 */
public record DialectProblem(int line, int column, String message, String remedy) {
    /** {@code FILE:LINE:COL: message}. */
    public String describe(String file) {
        return (line == 0 ? file : file + ":" + line + ":" + column) + ": " + message;
    }
}
