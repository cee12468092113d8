package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.config.Mode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code run} as units write it: its options by their long names, each with its value after it. That is read here, since
 * reading all commands and their options with picocli takes longer than all else that the daemon does before it governs.
 * Everything else, and whatever may be wrong, is left to the command line as a whole.
 */
public final class PlainRun {
    private static final Set<String> OPTIONS = Set.of("--config", "--mode", "--simulated-gpus");

    private PlainRun() {}

    /** The command that {@code arguments} ask for; empty if the whole command line has to look at them. */
    public static Optional<RunCommand> of(String... arguments) {
        if (arguments.length % 2 == 0 || !arguments[0].equals("run")) {
            return Optional.empty();
        }
        Map<String, String> given = new HashMap<>();
        for (int i = 1; i < arguments.length; i += 2) {
            String value = arguments[i + 1];
            boolean plain = OPTIONS.contains(arguments[i]) && !value.isEmpty() && "-@\"'".indexOf(value.charAt(0)) < 0;
            if (!plain || given.put(arguments[i], value) != null) {
                return Optional.empty();
            }
        }
        try {
            return given.containsKey("--config")
                    ? Optional.of(new RunCommand(
                            Path.of(given.get("--config")),
                            Optional.ofNullable(given.get("--mode")).map(PlainRun::mode),
                            Optional.ofNullable(given.get("--simulated-gpus"))))
                    : Optional.empty();
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** Runs it to its end, and says why if it fails; returns the exit code. */
    public static int execute(RunCommand run) {
        try {
            return run.call();
        } catch (InterruptedException | RuntimeException failed) {
            System.err.println("run: " + OneLine.of(failed));
            return failed instanceof CommandFailure failure ? failure.exitCode() : ExitCodes.FAILURE;
        }
    }

    private static Mode mode(String text) {
        return Mode.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
