package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.config.DurationText;
import io.gpugovernor.daemon.http.Json;
import io.gpugovernor.daemon.http.StatusView;
import io.gpugovernor.daemon.lease.AbandonedLease;
import io.gpugovernor.daemon.lease.RunDirectory;
import io.gpugovernor.daemon.terminal.Sparkline;
import io.gpugovernor.daemon.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code status}: what the running daemon does, for each domain. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Show what the running daemon does: for each domain its clock, power, slack and savings, and why.",
            "With --watch, live."
        },
        exitCodeOnExecutionException = 1,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "1:no daemon answers; with --watch it is waited for", "2:wrong use of this command"})
public final class StatusCommand implements Callable<Integer> {
    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofHours(1);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    @Mixin
    private final DaemonOptions daemon = new DaemonOptions();

    @Option(
            names = "--watch",
            description = {
                "Look again and again until interrupted with Ctrl-C.",
                "On a terminal a screen is drawn in place; elsewhere each look is printed. NO_COLOR is honoured."
            })
    private boolean watch;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            defaultValue = "1s",
            converter = DurationConverter.class,
            description = "With --watch, the time between two looks, 200ms to 1h (default: ${DEFAULT-VALUE}).")
    private Duration every = Duration.ofSeconds(1);

    private final Pause pause;
    /** Asked for only where it is needed: finding out takes a native library. */
    private final Supplier<Terminal> terminals;

    public StatusCommand() {
        this(Pause::sleep, () -> Terminal.ofThisProcess(System.getenv()));
    }

    StatusCommand(Pause pause, Supplier<Terminal> terminals) {
        this.pause = pause;
        this.terminals = terminals;
    }

    @Override
    public Integer call() {
        if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
            throw new ParameterException(
                    spec.commandLine(), "--every lies within 200ms and 1h, not at " + DurationText.format(every));
        }
        try {
            DaemonClient client = DaemonClient.at(daemon.address(), System.getenv());
            if (watch && daemon.json()) {
                showAgainAndAgain(client);
            } else if (watch) {
                watch(client);
            } else {
                show(client);
            }
            return ExitCodes.OK;
        } catch (DaemonException e) {
            spec.commandLine().getErr().println(e.getMessage());
            AbandonedLease.in(RunDirectory.in(System.getenv()))
                    .ifPresent(lease -> spec.commandLine()
                            .getErr()
                            .println("on this node, " + lease.sentence() + "; " + lease.remedy()));
            return ExitCodes.FAILURE;
        }
    }

    private void watch(DaemonClient client) {
        Terminal terminal = terminals.get();
        StatusWatch look = new StatusWatch(client, spec.commandLine().getOut(), pause, every);
        if (terminal.size().isPresent()) {
            boolean coloured = System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
            look.drawn(terminal, coloured, Sparkline.in(charset()));
        } else {
            look.printed();
        }
    }

    private void showAgainAndAgain(DaemonClient client) {
        do {
            try {
                show(client);
            } catch (DaemonException e) {
                spec.commandLine().getErr().println(e.getMessage());
            }
        } while (pause.take(every));
    }

    private void show(DaemonClient client) throws DaemonException {
        PrintWriter out = spec.commandLine().getOut();
        StatusView status = client.get("/api/v1/status", StatusView.class);
        if (daemon.json()) {
            out.println(Json.write(status));
        } else {
            StatusText.of(status).forEach(out::println);
        }
        out.flush();
    }

    /** What standard output is written in. */
    private static Charset charset() {
        String name = System.getProperty("stdout.encoding", "");
        return name.isEmpty() ? Charset.defaultCharset() : Charset.forName(name);
    }
}
