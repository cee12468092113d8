package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.config.DurationText;
import io.gpugovernor.daemon.control.ControlClient;
import io.gpugovernor.daemon.control.ControlException;
import io.gpugovernor.daemon.control.ControlRequest;
import io.gpugovernor.daemon.lease.RunDirectory;
import io.gpugovernor.daemon.time.SystemTime;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code override}: an operator's clock instead of the policy's, for a time. */
@Command(
        name = "override",
        mixinStandardHelpOptions = true,
        description = {
            "Hold a domain at a clock for a time, whatever its policy says; list or end such orders.",
            "An override ends by itself, and with the daemon. In observe mode it is only published.",
            "The running daemon is reached through its run directory, by its own user and root only.",
            "",
            "  gpu-governor override --domain chat --clock max --for 8h --reason incident",
            "  gpu-governor override --list",
            "  gpu-governor override --clear --domain chat"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:no daemon answers, or it refused",
            "2:wrong use of this command",
            "4:this user may not command the daemon"
        })
public final class OverrideCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    @Option(
            names = "--domain",
            paramLabel = "NAME",
            description = "The domain to hold, or with --clear the one to let go; --clear without it means all.")
    private @Nullable String domain;

    @Option(
            names = "--clock",
            paramLabel = "MHZ|max",
            converter = OverrideClock.Converter.class,
            description = "The clock, within the clocks that the policy gives the domain; max is the top of them.")
    private @Nullable OverrideClock clock;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long, such as 30m; 1s to 24h.")
    private @Nullable Duration time;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why, in 1 to 200 characters; shown by status and explain, and in the log.")
    private @Nullable String reason;

    @Option(names = "--clear", description = "End the override, or all of them.")
    private boolean clear;

    @Option(names = "--list", description = "List the overrides in force.")
    private boolean list;

    private final Map<String, String> environment;

    public OverrideCommand() {
        this(System.getenv());
    }

    OverrideCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        ControlRequest request = list ? listing() : clear ? clearing() : ordering();
        try {
            PrintWriter out = spec.commandLine().getOut();
            String answer = ControlClient.ask(RunDirectory.ofDaemons(environment), request, new SystemTime());
            out.println(Printable.text(answer));
            out.flush();
            return ExitCodes.OK;
        } catch (ControlException failed) {
            boolean forbidden = failed.obstacle() == ControlException.Cause.NO_PERMISSION;
            throw new CommandFailure(forbidden ? ExitCodes.NO_PERMISSION : ExitCodes.FAILURE, OneLine.of(failed));
        }
    }

    private ControlRequest listing() {
        if (clear || domain != null || clock != null || time != null || reason != null) {
            throw wrong("--list takes nothing else");
        }
        return ControlRequest.list();
    }

    private ControlRequest clearing() {
        if (clock != null || time != null || reason != null) {
            throw wrong("--clear takes no --clock, --for or --reason");
        }
        return ControlRequest.clear(Optional.ofNullable(domain));
    }

    private ControlRequest ordering() {
        if (domain == null || clock == null || time == null || reason == null) {
            throw wrong("an override needs --domain, --clock, --for and --reason; or use --list or --clear");
        }
        if (time.compareTo(ControlRequest.SHORTEST) < 0 || time.compareTo(ControlRequest.LONGEST) > 0) {
            throw wrong("--for lies within " + DurationText.format(ControlRequest.SHORTEST) + " and 24h, not at "
                    + DurationText.format(time));
        }
        if (reason.isBlank() || reason.length() > ControlRequest.LONGEST_REASON) {
            throw wrong("--reason has 1 to " + ControlRequest.LONGEST_REASON + " characters");
        }
        return ControlRequest.override(domain, clock.clock(), time, reason);
    }

    private static CommandFailure wrong(String why) {
        return new CommandFailure(ExitCodes.USAGE, why);
    }
}
