package io.gpugovernor.nvml.binding;

import java.io.File;
import java.util.List;
import java.util.stream.Collectors;

/** Why the loader did not take a library: its own words, without JNA's around them. */
final class LoadFailure {
    private static final String ABSENT = "cannot open shared object file: No such file or directory";

    private LoadFailure() {}

    /** One clause that does not name {@code candidate} again. */
    static String reason(String candidate, UnsatisfiedLinkError error) {
        String message = error.getMessage() == null ? "" : error.getMessage();
        List<String> own = List.of(candidate + ": ", System.mapLibraryName(candidate) + ": ");
        // JNA begins with the name, asks the loader once or twice, and ends with what it looked for in its own archive.
        String said = message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty()
                        && !line.startsWith("Unable to load library ")
                        && !line.startsWith("Native library ("))
                .map(line -> clause(candidate, own, line))
                .distinct()
                .collect(Collectors.joining(", "));
        return said.isEmpty() ? "cannot be loaded" : said;
    }

    private static String clause(String candidate, List<String> own, String line) {
        for (String name : own) {
            if (line.startsWith(name)) {
                String rest = line.substring(name.length());
                return rest.equals(ABSENT) ? absent(candidate) : rest;
            }
        }
        return line.endsWith(": " + ABSENT)
                ? "it needs " + line.substring(0, line.length() - ABSENT.length() - 2) + ", which is not there"
                : line;
    }

    /** The GNU loader passes over a library of another processor in silence, and then says that there is none. */
    private static String absent(String candidate) {
        return new File(candidate).isAbsolute() && new File(candidate).isFile()
                ? "the file is there, but is not for this kind of processor"
                : "no such file";
    }
}
