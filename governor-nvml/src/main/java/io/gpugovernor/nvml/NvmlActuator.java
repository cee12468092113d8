package io.gpugovernor.nvml;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Locks the clocks of one policy domain: all of its GPUs, or none. Writes only steps of the domain's table and only
 * where something changes; raises before it lowers; when one GPU fails, releases all. Resets no GPU that it did not
 * lock.
 */
public final class NvmlActuator implements ClockActuator {
    private final List<GpuLock> locks;
    private final ClockTable table;
    private final LockRange.Shape shape;
    private final Duration time;

    /**
     * @param gpus the domain's
     * @param table the steps that all of them list
     * @param shape whether an idle GPU may fall below its setpoint
     * @param time how long the writes of one phase may take together; H100 needs 3 to 17 ms
     */
    public NvmlActuator(
            List<GpuLane> gpus, ClockWriter writer, ClockTable table, LockRange.Shape shape, Duration time) {
        this.locks = gpus.stream().map(gpu -> new GpuLock(gpu, writer)).toList();
        this.table = table;
        this.shape = shape;
        this.time = time;
    }

    @Override
    public synchronized Actuation lock(Megahertz clock) {
        if (!table.contains(clock)) {
            return new Actuation.Failed(clock + " is no step of the domain's clock table");
        }
        Map<GpuLock, Optional<Megahertz>> setpoints = new LinkedHashMap<>();
        locks.forEach(lock -> setpoints.put(lock, lock.setpoint()));
        return write(WritePlan.towards(clock, setpoints), LockRange.at(clock, table, shape));
    }

    /** Writes the setpoints in force once more: somebody else may have changed what NVML cannot show. */
    public synchronized Actuation reassert() {
        Optional<Megahertz> clock =
                locks.stream().flatMap(lock -> lock.setpoint().stream()).findFirst();
        return clock.<Actuation>map(
                        setpoint -> write(new WritePlan<>(List.of(), locks), LockRange.at(setpoint, table, shape)))
                .orElseGet(Actuation.NotNeeded::new);
    }

    @Override
    public synchronized Actuation release() {
        List<GpuLock> held = locks.stream().filter(GpuLock::isHeld).toList();
        if (held.isEmpty()) {
            return new Actuation.NotNeeded();
        }
        List<String> failures = all(held, GpuLock::reset, (lock, outcome) -> lock.wasReset(outcome));
        return failures.isEmpty() ? new Actuation.Accepted() : new Actuation.Failed(String.join("; ", failures));
    }

    /** Takes over locks that a dead predecessor left, so that {@link #release} removes them. */
    public synchronized void adopt(Set<String> uuids) {
        locks.stream().filter(lock -> uuids.contains(lock.id().uuid())).forEach(GpuLock::adopt);
    }

    /** Gives up the locks of these GPUs without a call: somebody else has set their clocks, which are not ours to reset. */
    public synchronized void disown(Set<String> uuids) {
        locks.stream().filter(lock -> uuids.contains(lock.id().uuid())).forEach(GpuLock::disown);
    }

    /** UUIDs of the GPUs that hold a lock of this actuator's, or may. */
    public synchronized List<String> held() {
        return locks.stream()
                .filter(GpuLock::isHeld)
                .map(lock -> lock.id().uuid())
                .toList();
    }

    /**
     * UUIDs of the GPUs that were locked, or may have been, and have not been reset since. One that was lost is among them
     * though {@link #release} no longer asks it: should it come back, nobody knows with which clocks.
     */
    public synchronized Set<String> unreleased() {
        return locks.stream()
                .filter(GpuLock::isUnreleased)
                .map(lock -> lock.id().uuid())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a GPU's last answer to a set call was that this process may not set clocks. */
    public synchronized boolean isForbidden() {
        return locks.stream().anyMatch(GpuLock::isForbidden);
    }

    private Actuation write(WritePlan<GpuLock> plan, LockRange range) {
        if (plan.isEmpty()) {
            return new Actuation.NotNeeded();
        }
        // Writing the others, only to release them when the stuck one fails, would set and reset them at every tick.
        Optional<GpuLock> stuck = locks.stream().filter(GpuLock::isStuck).findFirst();
        if (stuck.isPresent()) {
            return failed(List.of("GPU " + stuck.get().id().index() + " ("
                    + stuck.get().id().uuid() + "): the driver has not come back from an earlier call"));
        }
        for (List<GpuLock> phase : plan.phases()) {
            List<String> failures = all(
                    phase,
                    (lock, deadline) -> lock.set(range, deadline),
                    (lock, outcome) -> lock.wasSet(range, outcome));
            if (!failures.isEmpty()) {
                return failed(failures);
            }
        }
        return new Actuation.Accepted();
    }

    private Actuation failed(List<String> failures) {
        List<String> reasons = new ArrayList<>(failures);
        if (release() instanceof Actuation.Failed failed) {
            reasons.add("and not released: " + failed.reason());
        }
        return new Actuation.Failed(String.join("; ", reasons));
    }

    /** Makes the same call on several GPUs at once and waits for all of them; returns what went wrong. */
    private List<String> all(
            List<GpuLock> some,
            BiFunction<GpuLock, Deadline, Job<GpuLock.Reply>> call,
            BiFunction<GpuLock, Outcome<GpuLock.Reply>, Optional<String>> book) {
        Deadline deadline = Deadline.in(time);
        List<Job<GpuLock.Reply>> jobs =
                some.stream().map(lock -> call.apply(lock, deadline)).toList();
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            book.apply(some.get(i), jobs.get(i).await()).ifPresent(failures::add);
        }
        return failures;
    }
}
