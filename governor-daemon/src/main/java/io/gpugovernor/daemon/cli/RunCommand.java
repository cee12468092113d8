package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.config.ControlConfig;
import io.gpugovernor.daemon.config.HostPort;
import io.gpugovernor.daemon.config.LearningConfig;
import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.config.OnExit;
import io.gpugovernor.daemon.config.PolicyFile;
import io.gpugovernor.daemon.control.ControlDesk;
import io.gpugovernor.daemon.control.ControlException;
import io.gpugovernor.daemon.control.ControlSocket;
import io.gpugovernor.daemon.doctor.Preflight;
import io.gpugovernor.daemon.http.ListenException;
import io.gpugovernor.daemon.lease.RunDirectory;
import io.gpugovernor.daemon.memory.StateDirectory;
import io.gpugovernor.daemon.node.Daemon;
import io.gpugovernor.daemon.node.DomainFactory;
import io.gpugovernor.daemon.node.Fleet;
import io.gpugovernor.daemon.node.Headstart;
import io.gpugovernor.daemon.node.Roster;
import io.gpugovernor.daemon.node.SimulatedFleet;
import io.gpugovernor.daemon.node.UngovernableException;
import io.gpugovernor.daemon.reload.Hangup;
import io.gpugovernor.daemon.reload.PolicyStamp;
import io.gpugovernor.daemon.reload.PolicyWatch;
import io.gpugovernor.daemon.reload.ReloadDesk;
import io.gpugovernor.daemon.reload.Reloader;
import io.gpugovernor.daemon.systemd.Supervisor;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.daemon.web.WebAccess;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.profile.ProfileException;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: the daemon. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Run the daemon until it is told to stop (SIGTERM or Ctrl-C).",
            "It follows its policy file when that changes; 'gpu-governor reload' and SIGHUP have it look at once.",
            "Begin with --mode observe: it decides and publishes, and holds nothing that could set a clock."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped",
            "1:failed, for instance the port is in use",
            "2:wrong use of this command",
            "3:the policy file is not valid",
            "4:mode enforce, and this process may not set clocks",
            "5:no GPU that could be governed"
        })
public final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    /** Null where picocli did not read the command line. */
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The policy file.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private Path config;

    @Option(
            names = "--mode",
            paramLabel = "observe|enforce",
            description = "Overrides the file: observe decides and publishes, enforce also sets clocks.")
    private @Nullable Mode mode;

    @Option(
            names = "--simulated-gpus",
            paramLabel = "NAME|FILE",
            description = "Simulate these GPUs under the engine: a shipped hardware profile or a YAML file.")
    private @Nullable String simulated;

    @Option(
            names = "--web.config.file",
            paramLabel = "FILE",
            description = {
                "TLS and passwords of the HTTP endpoint, in the format of Prometheus' exporters.",
                "Overrides http.webConfig of the policy file."
            })
    private @Nullable Path webConfig;

    /** To be filled in by picocli. */
    @SuppressWarnings("NullAway.Init") // picocli injects its fields before the command runs
    RunCommand() {}

    /** With its options filled in. */
    RunCommand(Path config, Optional<Mode> mode, Optional<String> simulated) {
        this.config = config;
        this.mode = mode.orElse(null);
        this.simulated = simulated.orElse(null);
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            return govern();
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        } catch (UngovernableException without) {
            throw new CommandFailure(ExitCodes.NO_GPU, OneLine.of(without));
        } catch (ListenException | ProfileException | IllegalArgumentException unusable) {
            throw new CommandFailure(ExitCodes.FAILURE, OneLine.of(unusable));
        }
    }

    private int govern() throws InterruptedException, ExecutionException, ListenException {
        Headstart.begin();
        CompletableFuture<PolicyWatch> watching = new CompletableFuture<>();
        // Before anything that takes time: a SIGHUP that comes too early must wait, not end the process.
        Hangup.runs(() -> watching.join().ring("SIGHUP"));
        PolicyStamp stamp = PolicyStamp.of(config);
        PolicyFile policy = PolicyOfFile.load(config, errors());
        Headstart.of(policy);
        WebAccess access = WebProtection.of(Optional.ofNullable(webConfig), policy.http(), errors());
        Mode effective = mode == null ? policy.mode() : mode;
        SystemTime time = new SystemTime();
        CompletableFuture<String> forbidden = new CompletableFuture<>();
        Fleet fleet = fleet(policy, effective, time, forbidden::complete);
        Roster roster = new Roster(new DomainFactory(policy, fleet, time, state(policy.learning())), effective);
        try (Daemon daemon = start(policy, roster, fleet, time, access)) {
            Reloader reloader =
                    new Reloader(config, Optional.ofNullable(mode), roster, daemon, stamp, SystemTime::calendar);
            daemon.reloadBy(reloader);
            PolicyWatch watch = PolicyWatch.start(config, reloader, PolicyWatch.PERIOD);
            watching.complete(watch);
            Closeable control = control(new ReloadDesk(daemon.desk(), reloader), policy.control());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(watch, control, daemon), "shutdown"));
            LOG.info(
                    "mode={} domains={} listen={} gpus={}",
                    effective.name().toLowerCase(Locale.ROOT),
                    policy.domains().size(),
                    HostPort.text(daemon.address()),
                    simulated == null ? "nvml" : "simulated:" + simulated);
            String refusal = forbidden.get();
            throw RealGpus.notPermitted("the driver refused the first lock: " + refusal + "; " + Preflight.remedy());
        }
    }

    private PrintWriter errors() {
        return spec == null
                ? new PrintWriter(System.err, true, Charset.defaultCharset())
                : spec.commandLine().getErr();
    }

    /** A daemon that nobody can command governs all the same. */
    private static Closeable control(ControlDesk desk, ControlConfig config) {
        try {
            return ControlSocket.open(RunDirectory.in(System.getenv()), desk, new SystemTime(), config.group());
        } catch (ControlException unavailable) {
            LOG.warn("no commands are taken: {}", unavailable.getMessage());
            return () -> {};
        }
    }

    /** No more commands, and then no more locks. */
    private static void end(PolicyWatch watch, Closeable control, Daemon daemon) {
        watch.close();
        try {
            control.close();
        } catch (IOException failed) {
            LOG.warn("the control socket stays: {}", failed.getMessage());
        } finally {
            daemon.close();
        }
    }

    private Fleet fleet(PolicyFile policy, Mode effective, SystemTime time, Consumer<String> forbidden) {
        return simulated == null
                ? RealGpus.fleet(policy, effective, time, forbidden)
                : new SimulatedFleet(HardwareProfiles.load(simulated), effective, time);
    }

    private static Daemon start(PolicyFile policy, Roster roster, Fleet fleet, SystemTime time, WebAccess access)
            throws ListenException {
        InetSocketAddress listen = new InetSocketAddress(
                policy.http().listen().host(), policy.http().listen().port());
        return new Daemon(
                roster.mode(),
                roster.domains(),
                listen,
                time,
                policy.safety().onExit() == OnExit.RELEASE,
                fleet::tellCallsTo,
                Supervisor.ofThisProcess(),
                access);
    }

    /** Where to keep what is learned; a daemon that can keep nothing governs all the same. */
    private static Optional<Path> state(LearningConfig learning) {
        if (!learning.keep()) {
            return Optional.empty();
        }
        Path directory = StateDirectory.in(System.getenv(), learning.directory());
        Optional<String> trouble = StateDirectory.prepare(directory);
        trouble.ifPresent(why -> LOG.warn("what is learned will not outlast this daemon: {}", why));
        return trouble.isPresent() ? Optional.empty() : Optional.of(directory);
    }
}
