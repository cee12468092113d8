package io.gpugovernor.sim.twin;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.gpu.SwitchTiming;
import java.util.ArrayDeque;
import java.util.Queue;

/** The clock of a group of GPUs: what is in force, and what was asked for but has not arrived yet. */
final class ClockDomain {
    private record Change(long at, Megahertz clock) {}

    private final long delayNanos;
    private final long stallNanos;
    private final Queue<Change> pending = new ArrayDeque<>();
    private Megahertz applied;
    private Megahertz requested;

    ClockDomain(Megahertz initial, SwitchTiming switching) {
        this.delayNanos = switching.call().plus(switching.transition()).toNanos();
        this.stallNanos = switching.stall().toNanos();
        this.applied = initial;
        this.requested = initial;
    }

    private ClockDomain(ClockDomain other) {
        this.delayNanos = other.delayNanos;
        this.stallNanos = other.stallNanos;
        this.pending.addAll(other.pending);
        this.applied = other.applied;
        this.requested = other.requested;
    }

    ClockDomain copy() {
        return new ClockDomain(this);
    }

    /** Asks for {@code clock}. Asking for what was asked for last changes nothing. */
    void request(Megahertz clock, long now) {
        if (!clock.equals(requested)) {
            requested = clock;
            pending.add(new Change(now + delayNanos, clock));
        }
    }

    long nextChange() {
        return pending.isEmpty() ? Long.MAX_VALUE : pending.peek().at();
    }

    /** Puts the next change into force; false if the clock stays the same. */
    boolean apply(long now) {
        Change change = pending.remove();
        if (change.at() > now) {
            throw new IllegalStateException("a clock change came into force before its time");
        }
        boolean different = !change.clock().equals(applied);
        applied = change.clock();
        return different;
    }

    Megahertz applied() {
        return applied;
    }

    long stallNanos() {
        return stallNanos;
    }
}
