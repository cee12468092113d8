package io.gpugovernor.daemon.config;

import java.util.Comparator;

/**
 * One thing that is wrong with a policy file.
 *
 * @param path the key it is about, such as {@code domains[0].slo.ttft}; empty for the whole file
 * @param line from 1; 0 where the whole file is meant
 * @param column from 1, in characters; 0 where the whole file is meant
 * @param message what is wrong, in one line
 * @param remedy what to do about it, in one line
 */
public record Problem(String path, int line, int column, String message, String remedy) {
    /** The order in which a reader of the file meets them. */
    public static final Comparator<Problem> BY_POSITION = (one, other) ->
            one.line != other.line ? Integer.compare(one.line, other.line) : Integer.compare(one.column, other.column);

    /** {@code FILE:LINE:COL: message (remedy)}, the form that editors and CI turn into links. */
    public String describe(String file) {
        return place(file) + ": " + message + " (" + remedy + ")";
    }

    /** As {@link #describe}, marked as something that the file may do. */
    public String describeWarning(String file) {
        return place(file) + ": warning: " + message + " (" + remedy + ")";
    }

    /** {@code FILE:LINE:COL: message}, where the remedy is told apart. */
    public String sentence(String file) {
        return place(file) + ": " + message;
    }

    private String place(String file) {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
