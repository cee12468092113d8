package io.gpugovernor.daemon.lease;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.units.Megahertz;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One domain's actuator that never locks a GPU the lease does not list. */
public final class LeasedActuator implements ClockActuator {
    private static final Logger LOG = LoggerFactory.getLogger(LeasedActuator.class);

    private final ClockActuator actuator;
    private final List<GpuId> gpus;
    private final Megahertz lowest;
    private final Lease lease;
    private final InstantSource clock;
    private boolean granted;

    /**
     * @param actuator sets the clocks of {@code gpus} and of no other
     * @param lowest where every range it locks begins at the lowest: the first step of the domain's table
     */
    public LeasedActuator(
            ClockActuator actuator, List<GpuId> gpus, Megahertz lowest, Lease lease, InstantSource clock) {
        this.actuator = actuator;
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
        return actuator.lock(highest);
    }

    /** Releases first; only if that succeeded the GPUs are taken off the list. */
    @Override
    public synchronized Actuation release() {
        Actuation release = actuator.release();
        if (granted && Leftovers.ends(release)) {
            clear();
        }
        return release;
    }

    private void cover(Megahertz highest) throws LeaseException {
        Instant now = clock.instant();
        Megahertz from = lowest.isBelow(highest) ? lowest : highest;
        List<LeaseEntry.Granted> entries = gpus.stream()
                .map(gpu -> new LeaseEntry.Granted(gpu, from, highest, now))
                .toList();
        if (granted) {
            lease.renew(entries);
        } else {
            lease.grant(entries);
            granted = true;
        }
    }

    private void clear() {
        try {
            lease.revoke(gpus);
            granted = false;
        } catch (LeaseException e) {
            // The clocks are free, which is what was asked; a GPU listed too long is only released once more.
            LOG.warn("GPUs are released but stay listed: {}", e.getMessage());
        }
    }
}
