package io.gpugovernor.daemon.report;

import java.util.List;

/**
 * What the page says of the call that made it.
 *
 * @param command the command line, as it was typed
 * @param version of the program
 * @param machine processor threads and Java
 * @param assumptions duration, telemetry, switch times and the like, one line each
 */
public record Facts(String command, String version, String machine, List<String> assumptions) {
    public Facts {
        assumptions = List.copyOf(assumptions);
    }

    /** The command that makes one figure alone. */
    String commandFor(Figure figure) {
        String studies = figure.studies().stream()
                .sorted()
                .map(study -> study.spelling())
                .reduce((a, b) -> a + "," + b)
                .orElse("all");
        return command.replaceAll(" --study[ =]\\S+", "") + " --study " + studies;
    }
}
