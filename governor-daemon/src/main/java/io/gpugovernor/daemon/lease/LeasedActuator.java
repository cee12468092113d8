package io.gpugovernor.daemon.lease;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.units.Megahertz;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One domain's actuator that never locks a GPU the lease does not list, and takes each off the list as soon as it is
 * released, whatever became of the others.
 */
public final class LeasedActuator implements ClockActuator {
    private static final Logger LOG = LoggerFactory.getLogger(LeasedActuator.class);

    private final ClockActuator actuator;
    private final Supplier<Set<String>> unreleased;
    private final List<GpuId> gpus;
    private final Megahertz lowest;
    private final Lease lease;
    private final InstantSource clock;
    private List<GpuId> listed = List.of();
    /** The newest answer that says why a GPU is not released. */
    private Actuation lastRelease = new Actuation.NotNeeded();

    /**
     * @param actuator sets the clocks of {@code gpus} and of no other
     * @param unreleased UUIDs of those that {@code actuator} has locked, or may have, and not released since
     * @param lowest where every range it locks begins at the lowest: the first step of the domain's table
     */
    public LeasedActuator(
            ClockActuator actuator,
            Supplier<Set<String>> unreleased,
            List<GpuId> gpus,
            Megahertz lowest,
            Lease lease,
            InstantSource clock) {
        this.actuator = actuator;
        this.unreleased = unreleased;
        this.gpus = List.copyOf(gpus);
        this.lowest = lowest;
        this.lease = lease;
        this.clock = clock;
    }

    /** Lists the GPUs first; if that fails nothing is locked. */
    @Override
    public synchronized Actuation lock(Megahertz highest) {
        try {
            cover(highest);
        } catch (LeaseException e) {
            return new Actuation.Failed("not locked, because the lease cannot be written: " + e.getMessage());
        }
        Actuation outcome = actuator.lock(highest);
        if (outcome instanceof Actuation.Failed) {
            lastRelease = outcome; // what it had locked by then it has released again, or says why not
        }
        return outcome;
    }

    /**
     * Releases first; then the GPUs that are free are taken off the list. While one is not, say because it was lost, the
     * release counts as failed, for the reason that was given when it was last tried.
     */
    @Override
    public synchronized Actuation release() {
        Actuation release = actuator.release();
        Set<String> locked = unreleased.get();
        if (release instanceof Actuation.Failed || locked.isEmpty()) {
            lastRelease = release;
        }
        strike(listed.stream().filter(gpu -> !locked.contains(gpu.uuid())).toList());
        return locked.isEmpty() ? release : lastRelease;
    }

    private void cover(Megahertz highest) throws LeaseException {
        Instant now = clock.instant();
        Megahertz from = lowest.isBelow(highest) ? lowest : highest;
        List<LeaseEntry.Granted> entries = gpus.stream()
                .map(gpu -> new LeaseEntry.Granted(gpu, from, highest, now))
                .toList();
        lease.grant(entries);
        listed = gpus;
    }

    private void strike(List<GpuId> released) {
        if (released.isEmpty()) {
            return;
        }
        try {
            lease.revoke(released);
            listed = listed.stream().filter(gpu -> !released.contains(gpu)).toList();
        } catch (LeaseException e) {
            // The clocks are free, which is what was asked; a GPU listed too long is only released once more.
            LOG.warn("GPUs are released but stay listed: {}", e.getMessage());
        }
    }
}
