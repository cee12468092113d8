package io.gpugovernor.daemon.node;

import static java.util.stream.Collectors.joining;

import io.gpugovernor.core.forecast.Calibration;
import io.gpugovernor.core.loop.Steering;
import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.port.GpuSensor;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.telemetry.StepLimits;
import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.daemon.config.GpuSelection;
import io.gpugovernor.daemon.config.GpuSelector;
import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.discover.EngineSettings;
import io.gpugovernor.daemon.discover.EngineSettings.Setting;
import io.gpugovernor.daemon.discover.GpuFinder;
import io.gpugovernor.daemon.discover.Mapping;
import io.gpugovernor.daemon.discover.Occupants;
import io.gpugovernor.daemon.discover.Parallelism;
import io.gpugovernor.daemon.loadgen.NodeGpus;
import io.gpugovernor.daemon.loadgen.SensorGauge;
import io.gpugovernor.daemon.memory.Hardware;
import io.gpugovernor.nvml.CallLog;
import io.gpugovernor.nvml.GpuLane;
import io.gpugovernor.nvml.NvmlException;
import io.gpugovernor.nvml.NvmlGpu;
import io.gpugovernor.nvml.NvmlNode;
import io.gpugovernor.nvml.NvmlSensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives domains the node's real GPUs. Without an {@link Enforcement} it holds nothing that could write a clock, and so do
 * the domains it makes.
 */
public final class NvmlFleet implements Fleet, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NvmlFleet.class);
    /**
     * Readings of all GPUs of a domain together. They answer in microseconds, but on a node whose cores are all busy the
     * threads that ask wait for one: up to 135 ms were seen on two. A GPU that hangs costs this once: until it comes back it is not asked.
     */
    private static final Duration READ_DEADLINE = Duration.ofMillis(250);
    /** Questions asked once, at the start. */
    private static final Duration ASK_DEADLINE = Duration.ofSeconds(5);

    private final NvmlNode node;
    private final TimeSource time;
    private final Map<String, String> owners = new HashMap<>();
    private final List<NvmlSensor> sensors = new ArrayList<>();
    /** The right to set clocks, until the last domain that used it has ended. */
    private Optional<Enforcement> enforcement;

    private volatile GpuFinder finder;
    private Mode mode;
    private Settled before;

    /**
     * @param enforcement what sets clocks; empty in observe mode
     * @param finder finds the GPUs of domains that do not list theirs
     */
    public NvmlFleet(NvmlNode node, Optional<Enforcement> enforcement, TimeSource time, GpuFinder finder) {
        this.node = node;
        this.enforcement = enforcement;
        this.time = time;
        this.finder = finder;
        this.mode = enforcement.isPresent() ? Mode.ENFORCE : Mode.OBSERVE;
        this.before = settled();
    }

    /** What is to be restored if another policy does not come into force. */
    private record Settled(Mode mode, GpuFinder finder, Map<String, String> owners) {}

    private Settled settled() {
        return new Settled(mode, finder, Map.copyOf(owners));
    }

    @Override
    public void reassign(Mode next, List<DomainConfig> all, Set<String> staying) {
        if (next == Mode.ENFORCE && enforcement.isEmpty()) {
            throw new IllegalArgumentException(
                    "a node that is only observed cannot be enforced upon; restart the daemon");
        }
        before = settled();
        mode = next;
        finder = finder.anew(all);
        owners.values().retainAll(staying);
    }

    @Override
    public void settle() {
        if (mode == Mode.OBSERVE) {
            enforcement.ifPresent(Enforcement::close);
            enforcement = Optional.empty();
        }
        before = settled();
    }

    @Override
    public void undo() {
        mode = before.mode();
        finder = before.finder();
        owners.clear();
        owners.putAll(before.owners());
    }

    @Override
    public void retire(GpuSensor sensor) {
        if (sensor instanceof NvmlSensor readings && sensors.remove(readings)) {
            readings.close();
        }
    }

    @Override
    public DomainGpus assign(DomainConfig domain) {
        Chosen gpus = choose(domain);
        return new DomainGpus(
                gpus.clocks(),
                gpus.sensor(),
                gpus.actuator().map(Steering::enforcing).orElseGet(Steering::observing),
                UnaryOperator.identity(),
                () -> PriorProfiles.of(domain.name(), gpus.ids()),
                Calibration.Prior.ASSUMED,
                hardware(domain, gpus.lanes()));
    }

    /** The GPUs of one domain, to be measured: there is something that sets them only where this fleet may write. */
    public NodeGpus measured(DomainConfig domain) {
        Chosen gpus = choose(domain);
        return new NodeGpus(
                new SensorGauge(gpus.sensor(), () -> gpus.sensor().energyNow(ASK_DEADLINE)),
                gpus.ids(),
                gpus.clocks().steps(),
                gpus.actuator());
    }

    /** How the domain's engine was started, as far as can be seen on this node now. Any thread may ask. */
    public EngineSettings settings(DomainConfig domain) {
        return mapping(finder.anew(), domain).settings();
    }

    private record Chosen(List<GpuLane> lanes, ClockTable clocks, NvmlSensor sensor, Optional<ClockActuator> actuator) {
        List<GpuId> ids() {
            return lanes.stream().map(GpuLane::id).toList();
        }
    }

    private Chosen choose(DomainConfig domain) {
        List<GpuLane> lanes = chosen(domain);
        lanes.forEach(lane -> claim(domain, lane));
        ClockTable clocks = clocks(domain, lanes);
        NvmlSensor sensor = new NvmlSensor(lanes, READ_DEADLINE, time);
        sensors.add(sensor);
        return new Chosen(
                lanes,
                clocks,
                sensor,
                enforcement
                        .filter(right -> mode == Mode.ENFORCE)
                        .map(writing -> writing.actuator(
                                lanes, sensor, clocks, domain.clocks().pin(), time)));
    }

    private Hardware hardware(DomainConfig domain, List<GpuLane> lanes) {
        String models = lanes.stream()
                .map(lane -> lane.id().model())
                .distinct()
                .sorted()
                .collect(joining(", "));
        Reading<String> driver = lanes.get(0).ask(gpu -> driverVersion(), ASK_DEADLINE);
        return new Hardware(
                lanes.size() + " x " + models,
                driver instanceof Reading.Present<String> version ? version.value() : "",
                () -> parallelism(domain, lanes.size()));
    }

    private Reading<String> driverVersion() {
        try {
            return Reading.of(node.session().driverVersion());
        } catch (NvmlException untold) {
            return Reading.absent(String.valueOf(untold.getMessage()));
        }
    }

    /** As the engine was started, where that can be read; how many GPUs there are says less. */
    private String parallelism(DomainConfig domain, int gpus) {
        EngineSettings settings = settings(domain);
        return Stream.of(Setting.TENSOR_PARALLEL, Setting.PIPELINE_PARALLEL, Setting.DATA_PARALLEL)
                .flatMap(setting -> settings
                        .get(setting)
                        .map(told -> setting.name().toLowerCase(Locale.ROOT).replace('_', '-') + " " + told.value())
                        .stream())
                .reduce(gpus + " GPUs", (all, each) -> all + ", " + each);
    }

    @Override
    public StepLimits limits(DomainConfig domain) {
        EngineSettings settings = settings(domain);
        StepLimits limits = settings.limits();
        settings.get(Setting.STEP_TOKENS)
                .ifPresent(told -> LOG.info(
                        "domain={} its engine computes at most {} tokens in a step ({})",
                        domain.name(),
                        limits.tokens().getAsInt(),
                        told.source()));
        settings.get(Setting.MAX_SEQUENCES)
                .ifPresent(told -> LOG.info(
                        "domain={} its engine takes at most {} requests in a batch ({})",
                        domain.name(),
                        limits.requests().getAsInt(),
                        told.source()));
        return limits;
    }

    @Override
    public void tellCallsTo(CallLog listener) {
        node.gpus().forEach(lane -> lane.tellCallsTo(listener));
    }

    /** Ends readings; locks are the loops' to release before. */
    @Override
    public void close() {
        sensors.forEach(NvmlSensor::close);
        enforcement.ifPresent(Enforcement::close);
        node.close();
    }

    private List<GpuLane> chosen(DomainConfig domain) {
        if (!(domain.gpus() instanceof GpuSelection.Listed listed)) {
            return found(domain);
        }
        List<GpuLane> lanes = new ArrayList<>();
        for (GpuSelector selector : listed.gpus()) {
            lanes.add(node.gpus().stream()
                    .filter(lane -> selector.matches(lane.id()))
                    .findFirst()
                    .orElseThrow(() -> new UngovernableException(
                            domain.name(),
                            "no GPU " + selector + "; NVML lists "
                                    + node.gpus().stream()
                                            .map(NvmlFleet::describe)
                                            .toList()
                                    + (node.unreadable().isEmpty()
                                            ? ""
                                            : ", and " + String.join("; ", node.unreadable())))));
        }
        return lanes;
    }

    private List<GpuLane> found(DomainConfig domain) {
        Mapping mapping = mapping(finder, domain);
        if (mapping instanceof Mapping.Refused refused) {
            throw new UngovernableException(domain.name(), "gpus: auto finds no certain answer: " + refused.why());
        }
        Mapping.Found found = (Mapping.Found) mapping;
        Parallelism.shortfall(found.gpus().size(), found.settings()).ifPresent(shortfall -> {
            throw new UngovernableException(
                    domain.name(), "gpus: auto finds GPU " + found.indices() + ", but " + shortfall);
        });
        LOG.info("domain={} gpus=[{}] found: {}", domain.name(), found.indices(), found.evidence());
        Parallelism.surplus(found.gpus().size(), found.settings())
                .ifPresent(surplus -> LOG.warn("domain={} {}", domain.name(), surplus));
        return node.gpus().stream()
                .filter(lane -> found.gpus().contains(lane.id()))
                .toList();
    }

    private Mapping mapping(GpuFinder look, DomainConfig domain) {
        return look.find(
                domain,
                node.gpus().stream()
                        .map(lane -> new Occupants(lane.id(), lane.ask(NvmlGpu::processes, ASK_DEADLINE)))
                        .toList());
    }

    private void claim(DomainConfig domain, GpuLane lane) {
        String other = owners.putIfAbsent(lane.id().uuid(), domain.name());
        if (other != null) {
            throw new IllegalArgumentException("domain " + domain.name() + ": " + describe(lane) + " belongs to domain "
                    + other + "; list each GPU in one domain");
        }
        if (lane.ask(NvmlGpu::mig, ASK_DEADLINE) instanceof Reading.Present<Boolean> mig && mig.value()) {
            throw new UngovernableException(
                    domain.name(),
                    describe(lane)
                            + " has MIG on, so its clocks are shared by instances and cannot be governed; leave it"
                            + " out of gpus, or switch MIG off (nvidia-smi -i "
                            + lane.id().index() + " -mig 0)");
        }
    }

    private static ClockTable clocks(DomainConfig domain, List<GpuLane> lanes) {
        List<ClockTable> tables = new ArrayList<>();
        for (GpuLane lane : lanes) {
            Reading<ClockTable> table = lane.ask(NvmlGpu::clockTable, ASK_DEADLINE);
            if (table instanceof Reading.Absent<ClockTable> absent) {
                throw new UngovernableException(
                        domain.name(), describe(lane) + " does not list its clocks: " + absent.reason());
            }
            tables.add(((Reading.Present<ClockTable>) table).value());
        }
        if (tables.stream().distinct().count() > 1) {
            throw new UngovernableException(
                    domain.name(),
                    "its GPUs list different clocks and cannot move together; put them into domains of their own");
        }
        return tables.get(0);
    }

    private static String describe(GpuLane lane) {
        return "GPU " + lane.id().index() + " (" + lane.id().uuid() + ")";
    }
}
