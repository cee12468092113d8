package io.gpugovernor.daemon.loadgen;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.sweep.TestbedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clock the GPUs are held at, from the first lock to the release, which no later lock can undo. */
final class HeldClock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldClock.class);
    /** A switch is through in 200 ms on every GPU measured so far; this is said on the line that is waited on. */
    private static final Duration SETTLE = Duration.ofSeconds(1);
    /** As long as GPUs may take to come down to a lock. */
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final NodeGpus gpus;
    private final Waiting waiting;
    private boolean closed;
    private boolean held;
    /** The clock that was locked last, and found in force. */
    private Optional<Megahertz> inForce = Optional.empty();

    HeldClock(NodeGpus gpus, Waiting waiting) {
        this.gpus = gpus;
        this.waiting = waiting;
    }

    /** Steps that may be asked for; none where nothing may be set. */
    List<Megahertz> steps() {
        return gpus.actuator().isPresent() ? gpus.clocks() : List.of();
    }

    /** @throws TestbedException if the clock is no step, or is refused, or is not honoured */
    void lock(Optional<Megahertz> clock) throws InterruptedException {
        if (clock.isEmpty()) {
            inForce = Optional.empty();
            release();
            return;
        }
        Megahertz wanted = clock.get();
        if (gpus.actuator().isEmpty()) {
            throw new TestbedException("no clock is set in observe mode: measure at the current clock, or add --mode"
                    + " enforce to lock " + wanted.value() + " MHz");
        }
        if (!gpus.clocks().contains(wanted)) {
            throw new TestbedException(
                    "the GPUs have no clock step of " + wanted.value() + " MHz; the nearest are " + nearest(wanted));
        }
        if (!inForce.equals(clock) || above(wanted).isPresent()) {
            inForce = Optional.empty();
            set(gpus.actuator().get(), wanted);
            honoured(wanted);
            inForce = clock;
        }
    }

    /** Releases; whoever asks for a lock afterwards is refused. */
    @Override
    public synchronized void close() {
        closed = true;
        try {
            release();
        } catch (TestbedException stuck) {
            LOG.error("{}", stuck.getMessage());
        }
    }

    /** @throws TestbedException once the clock is no longer what it was, since this was closed */
    synchronized void stands() {
        if (closed) {
            throw new TestbedException("the measurement is being ended; what it saw last is left out");
        }
    }

    /**
     * Whether the GPUs still do what they were told; why not, if not. Whoever asks may find the clock set again, so this
     * takes turns with locking and releasing, and asks nobody once the clock is released.
     */
    synchronized Optional<String> verify() {
        return held && !closed ? gpus.actuator().flatMap(actuator -> refusal(actuator.verify())) : Optional.empty();
    }

    /** A clock that somebody else has changed was not what the reading says, even if it was set again. */
    private static Optional<String> refusal(Actuation outcome) {
        if (outcome instanceof Actuation.Failed failed) {
            return Optional.of(failed.reason());
        } else if (outcome instanceof Actuation.Yielded yielded) {
            return Optional.of(yielded.reason());
        } else if (outcome instanceof Actuation.Reasserted reasserted) {
            return Optional.of(reasserted.reason());
        }
        return Optional.empty();
    }

    private synchronized void set(ClockActuator actuator, Megahertz wanted) {
        stands();
        held = true;
        Actuation outcome = actuator.lock(wanted);
        refusal(outcome).ifPresent(why -> {
            throw new TestbedException("the GPUs cannot be locked to " + wanted.value() + " MHz: " + why);
        });
    }

    private synchronized void release() {
        if (held && gpus.actuator().isPresent() && gpus.actuator().get().release() instanceof Actuation.Failed failed) {
            throw new TestbedException(
                    "the GPUs could not be released: " + failed.reason() + "; run gpu-governor release");
        }
        held = false;
    }

    /** A GPU may run below its lock, when it is idle or throttled, but not above. */
    private void honoured(Megahertz wanted) throws InterruptedException {
        Moment now = waiting.time().now();
        Moment limit = now.plus(LIMIT);
        waiting.until(now.plus(SETTLE));
        Optional<GpuReading> above = above(wanted);
        while (above.isPresent() && waiting.time().now().isBefore(limit)) {
            waiting.until(waiting.time().now().plus(BETWEEN_LOOKS));
            above = above(wanted);
        }
        if (above.isPresent()) {
            release();
            throw new TestbedException("GPU " + above.get().gpu().index() + " runs above the "
                    + wanted.value() + " MHz it was locked to, so the driver does not honour the lock;"
                    + " the GPUs are released");
        }
    }

    private Optional<GpuReading> above(Megahertz wanted) {
        return gpus.gauge().read().stream()
                .filter(gpu -> gpu.appliedClock() instanceof Reading.Present<Megahertz> clock
                        && clock.value().isAbove(wanted))
                .findFirst();
    }

    private List<Integer> nearest(Megahertz wanted) {
        return gpus.clocks().stream()
                .sorted((a, b) ->
                        Integer.compare(Math.abs(a.value() - wanted.value()), Math.abs(b.value() - wanted.value())))
                .limit(2)
                .map(Megahertz::value)
                .sorted()
                .toList();
    }
}
