package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.http.Json;
import io.gpugovernor.daemon.http.StatusView;
import io.gpugovernor.daemon.lease.AbandonedLease;
import io.gpugovernor.daemon.lease.RunDirectory;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: what the running daemon does, for each domain. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Show what the running daemon does.",
        exitCodeOnExecutionException = 1,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:shown", "1:no daemon answers", "2:wrong use of this command"})
public final class StatusCommand implements Callable<Integer> {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** Cursor home, erase to the end of the screen: steadier to the eye than clearing first. */
    private static final String REDRAW = "\u001b[H\u001b[J";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    @Mixin
    private final DaemonOptions daemon = new DaemonOptions();

    @Option(names = "--watch", description = "look again every second until interrupted")
    private boolean watch;

    private final Pause pause;

    public StatusCommand() {
        this(Pause::sleep);
    }

    StatusCommand(Pause pause) {
        this.pause = pause;
    }

    @Override
    public Integer call() {
        try {
            DaemonClient client = DaemonClient.at(daemon.address(), System.getenv());
            show(client.get("/api/v1/status", StatusView.class));
            if (watch) {
                keepWatching(client);
            }
            return 0;
        } catch (DaemonException e) {
            spec.commandLine().getErr().println(e.getMessage());
            AbandonedLease.in(RunDirectory.in(System.getenv()))
                    .ifPresent(lease -> spec.commandLine()
                            .getErr()
                            .println("on this node, " + lease.sentence() + "; " + lease.remedy()));
            return 1;
        }
    }

    /** Outlives a restart of the daemon: an answer that fails is told, and asked for again. */
    private void keepWatching(DaemonClient client) {
        while (pause.take(PERIOD)) {
            try {
                show(client.get("/api/v1/status", StatusView.class));
            } catch (DaemonException e) {
                spec.commandLine().getErr().println(e.getMessage());
            }
        }
    }

    private void show(StatusView status) {
        PrintWriter out = spec.commandLine().getOut();
        if (daemon.json()) {
            out.println(Json.write(status));
        } else {
            out.print(watch && spec.commandLine().getColorScheme().ansi().enabled() ? REDRAW : "");
            StatusText.of(status).forEach(out::println);
        }
        out.flush();
    }
}
