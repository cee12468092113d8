package io.gpugovernor.daemon.node;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.daemon.lease.Lease;
import io.gpugovernor.daemon.lease.LeaseEntry;
import io.gpugovernor.daemon.lease.LeaseException;
import io.gpugovernor.daemon.lease.LeasedActuator;
import io.gpugovernor.daemon.lease.Leftovers;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.nvml.ClockWriter;
import io.gpugovernor.nvml.GpuLane;
import io.gpugovernor.nvml.LockRange;
import io.gpugovernor.nvml.NvmlActuator;
import io.gpugovernor.nvml.NvmlNode;
import io.gpugovernor.nvml.NvmlSensor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The right to set clocks on this node: the one thing that can write, and the lease it may write under. */
public final class Enforcement implements AutoCloseable {
    /** H100 needs 3 to 17 ms a call; a driver that needs more than this is stuck. */
    private static final Duration WRITE_DEADLINE = Duration.ofMillis(500);
    /** What a reset needs of a clock table: that there is one. */
    private static final ClockTable ANY_TABLE = new ClockTable(List.of(new Megahertz(1)));

    private static final Logger LOG = LoggerFactory.getLogger(Enforcement.class);

    private final ClockWriter writer;
    private final Lease lease;
    private final FirstWord firstWord;

    /** For releasing only, or where a driver that forbids setting clocks is to be borne with. */
    public Enforcement(ClockWriter writer, Lease lease) {
        this(writer, lease, reason -> {});
    }

    /** @param forbidden told, on any thread, if the driver lets this process set no clock from the start */
    public Enforcement(ClockWriter writer, Lease lease, Consumer<String> forbidden) {
        this.writer = writer;
        this.lease = lease;
        this.firstWord = new FirstWord(forbidden);
    }

    /** Releases what a dead daemon left locked, and nothing else; what became of each GPU. */
    public List<Leftovers.Outcome> releaseLeftovers(NvmlNode node) {
        return new Leftovers(lease, entry -> release(node, entry)).release();
    }

    /** Resets every GPU of the node, whoever locked it, and clears the lease; one line for each that failed. */
    public List<String> releaseAll(NvmlNode node) {
        List<String> failures = new ArrayList<>(node.unreadable());
        for (GpuLane lane : node.gpus()) {
            if (reset(lane) instanceof Actuation.Failed failed) {
                failures.add(failed.reason());
            }
        }
        if (failures.isEmpty()) {
            try {
                lease.clear();
            } catch (LeaseException e) {
                failures.add("every GPU is reset, but the lease stays: " + e.getMessage());
            }
        }
        return failures;
    }

    /** Sets the clocks of one domain: under the lease, and held to what it was told. */
    ClockActuator actuator(List<GpuLane> lanes, NvmlSensor sensor, ClockTable clocks, boolean pin, TimeSource time) {
        LockRange.Shape shape = pin ? LockRange.Shape.PINNED : LockRange.Shape.RANGE;
        List<GpuId> ids = lanes.stream().map(GpuLane::id).toList();
        NvmlActuator gpus = new NvmlActuator(lanes, writer, clocks, shape, WRITE_DEADLINE);
        ClockActuator leased = new LeasedActuator(
                new HeardActuator(gpus, firstWord), gpus::unreleased, ids, clocks.min(), lease, SystemTime::calendar);
        return new WatchedActuator(
                leased,
                lanes.size(),
                sensor::conditions,
                clock -> new LockRange(pin ? clock : clocks.min(), clock),
                Dispute.over(gpus),
                time);
    }

    /** Gives the lease back. What is still locked stays listed in it, for the next to release. */
    @Override
    public void close() {
        try {
            lease.close();
        } catch (IOException e) {
            LOG.warn("the lease could not be closed: {}", e.getMessage());
        }
    }

    private Actuation release(NvmlNode node, LeaseEntry entry) {
        for (GpuLane lane : node.gpus()) {
            if (entry.names(lane.id())) {
                return reset(lane);
            }
        }
        // A GPU that cannot be read may be the one that is listed; only a node that is read whole proves it gone.
        return node.unreadable().isEmpty()
                ? new Actuation.NotNeeded()
                : new Actuation.Failed("NVML does not list it, and cannot read every GPU of the node ("
                        + String.join("; ", node.unreadable()) + ")");
    }

    private Actuation reset(GpuLane lane) {
        NvmlActuator one = new NvmlActuator(List.of(lane), writer, ANY_TABLE, LockRange.Shape.RANGE, WRITE_DEADLINE);
        one.adopt(Set.of(lane.id().uuid()));
        return one.release();
    }
}
