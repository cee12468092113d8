package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.discover.EngineSettings;
import io.gpugovernor.daemon.doctor.NodeReader;
import io.gpugovernor.daemon.doctor.Preflight;
import io.gpugovernor.daemon.lease.RunDirectory;
import io.gpugovernor.daemon.lease.StandingLease;
import io.gpugovernor.daemon.loadgen.Engine;
import io.gpugovernor.daemon.loadgen.LiveLaboratory;
import io.gpugovernor.daemon.loadgen.LiveTestbed;
import io.gpugovernor.daemon.loadgen.NodeGpus;
import io.gpugovernor.daemon.loadgen.Patience;
import io.gpugovernor.daemon.node.NvmlFleet;
import io.gpugovernor.daemon.node.UngovernableException;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.nvml.NvmlGpu;
import io.gpugovernor.nvml.NvmlNode;
import io.gpugovernor.sim.sweep.Subject;
import io.gpugovernor.sim.sweep.TestbedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live engine with its GPUs, open for measuring. Whatever ends the process in an orderly way, a signal included, releases
 * the clocks first; what a kill leaves is on the lease.
 */
final class LiveNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveNode.class);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Engine engine;
    private final NvmlFleet fleet;
    private final NodeGpus gpus;
    private final EngineSettings settings;
    private final String driver;
    private final Optional<Watts> powerLimit;
    private final SystemTime time;
    private final AtomicReference<@Nullable String> forbidden;
    private @Nullable LiveLaboratory laboratory;

    private LiveNode(
            LiveTarget target,
            Engine engine,
            NvmlNode node,
            NvmlFleet fleet,
            SystemTime time,
            AtomicReference<@Nullable String> forbidden) {
        this.engine = engine;
        this.fleet = fleet;
        this.gpus = fleet.measured(target.domain());
        this.settings = fleet.settings(target.domain());
        this.driver =
                NodeReader.driver(node) instanceof Reading.Present<String> version ? version.value() : Subject.UNKNOWN;
        this.powerLimit = node.gpus().stream()
                .filter(lane -> lane.id().equals(gpus.ids().get(0)))
                .flatMap(lane -> lane.ask(NvmlGpu::enforcedPowerLimit, ANSWER) instanceof Reading.Present<Watts> limit
                        ? Stream.of(limit.value())
                        : Stream.empty())
                .findFirst();
        this.time = time;
        this.forbidden = forbidden;
    }

    /**
     * Asks the engine, opens the GPUs, and in enforce mode takes the lease.
     *
     * @throws CommandFailure with the exit code that says which of these failed
     */
    static LiveNode open(LiveTarget target, LiveOptions options) {
        SystemTime time = new SystemTime();
        Mode mode = options.effectiveMode();
        Engine engine = Engine.ask(target.endpoint(), Optional.ofNullable(options.model), time);
        AtomicReference<@Nullable String> forbidden = new AtomicReference<>();
        NvmlNode node = RealGpus.toMeasure(target.nvml());
        NvmlFleet fleet = RealGpus.fleet(node, target.domains(), mode, time, forbidden::set);
        try {
            LiveNode live = new LiveNode(target, engine, node, fleet, time, forbidden);
            if (mode == Mode.OBSERVE) {
                live.refuseBesideAGovernor();
            }
            return live;
        } catch (UngovernableException unfit) {
            fleet.close();
            throw new CommandFailure(ExitCodes.NO_GPU, OneLine.of(unfit));
        } catch (RuntimeException failed) {
            fleet.close();
            throw failed;
        }
    }

    Engine engine() {
        return engine;
    }

    NodeGpus gpus() {
        return gpus;
    }

    EngineSettings settings() {
        return settings;
    }

    String driver() {
        return driver;
    }

    Optional<Watts> powerLimit() {
        return powerLimit;
    }

    /**
     * The node as a laboratory, warmed up. From now on the end of this process releases its clocks.
     *
     * @throws TestbedException if the engine does not serve
     */
    synchronized LiveLaboratory laboratory(Subject subject, LiveOptions options) {
        Patience patience = options.requestTimeout == null
                ? Patience.DEFAULT
                : new Patience(options.requestTimeout, Patience.DEFAULT.inFlight(), Patience.DEFAULT.late());
        long salt = SystemTime.calendar().toEpochMilli();
        LiveLaboratory made = new LiveLaboratory(new LiveTestbed(
                engine, subject, gpus, time, patience, salt, remark -> LOG.warn("{}", Printable.text(remark))));
        laboratory = made;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "shutdown"));
        made.warmUp();
        return made;
    }

    /** Why a measurement failed, as the command's failure. */
    CommandFailure failure(TestbedException failed) {
        String refusal = forbidden.get();
        return refusal == null
                ? new CommandFailure(
                        ExitCodes.FAILURE,
                        OneLine.of(failed) + "; what was measured is kept, and the same command with --resume goes on")
                : RealGpus.notPermitted("the driver refused the first lock: " + refusal + "; " + Preflight.remedy());
    }

    /** Releases the clocks, then gives the lease back; may be called twice. */
    @Override
    public void close() {
        LiveLaboratory open = laboratory;
        if (open != null) {
            open.close();
        }
        fleet.close();
    }

    /** In observe mode nothing is taken, so that nothing would notice a governor moving the clock meanwhile. */
    private void refuseBesideAGovernor() {
        StandingLease.in(RunDirectory.in(System.getenv()))
                .filter(lease -> lease.covers(gpus.ids()))
                .ifPresent(lease -> {
                    throw new CommandFailure(
                            ExitCodes.FAILURE,
                            "another gpu-governor (" + lease.owner() + ") sets the clocks of these GPUs; stop it"
                                    + " (systemctl stop gpu-governor) while they are measured");
                });
    }
}
