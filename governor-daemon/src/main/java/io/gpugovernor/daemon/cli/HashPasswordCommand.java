package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.web.NewHash;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hash-password}: the hash of a password, for basic_auth_users of a web configuration. */
@Command(
        name = "hash-password",
        mixinStandardHelpOptions = true,
        description = {
            "Print the bcrypt hash of a password, for basic_auth_users of a web configuration.",
            "The password is read from standard input, one line; on a terminal it is asked for and not shown."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:printed", "2:no password, or wrong use of this command"})
public final class HashPasswordCommand implements Callable<Integer> {
    /** The range of a web configuration. */
    private static final int LOWEST = 10;

    private static final int HIGHEST = 15;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    @Option(
            names = "--cost",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "How hard it is to try passwords, 10 to 15; each step doubles it (default: ${DEFAULT-VALUE}).")
    private int cost = LOWEST;

    private final InputStream in;

    public HashPasswordCommand() {
        this(System.in);
    }

    HashPasswordCommand(InputStream in) {
        this.in = in;
    }

    @Override
    public Integer call() throws IOException {
        if (cost < LOWEST || cost > HIGHEST) {
            throw new CommandFailure(
                    ExitCodes.USAGE, "--cost lies within " + LOWEST + " and " + HIGHEST + ", not at " + cost);
        }
        byte[] password = password();
        if (password.length == 0 || password.length > NewHash.MOST_BYTES) {
            throw new CommandFailure(
                    ExitCodes.USAGE,
                    "a password has 1 to " + NewHash.MOST_BYTES + " bytes; give one on standard input, on one line");
        }
        spec.commandLine().getOut().println(NewHash.of(password, cost));
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }

    @SuppressWarnings("SystemConsoleNull") // where it is there without a terminal, it reads the same line
    private byte[] password() throws IOException {
        Console console = System.console();
        if (console != null && in.equals(System.in) && System.in.available() == 0) {
            char[] typed = console.readPassword("Password: ");
            return typed == null ? new byte[0] : new String(typed).getBytes(StandardCharsets.UTF_8);
        }
        byte[] given = in.readNBytes(NewHash.MOST_BYTES + 3); // the end of the line, and one byte too many
        return new String(given, StandardCharsets.UTF_8).replaceAll("\\R$", "").getBytes(StandardCharsets.UTF_8);
    }
}
