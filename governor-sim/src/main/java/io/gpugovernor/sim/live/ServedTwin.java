package io.gpugovernor.sim.live;

import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.port.GpuSensor;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.engine.VllmExposition;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.replay.TwinPorts;
import io.gpugovernor.sim.twin.Twin;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A twin in real time that serves whoever asks it: each request's tokens come out when a real engine's would, and one
 * thread hands them over at that time. Everything is simulated, but the waiting.
 *
 * <p>Whoever asks, reads or sets is served at the present moment, up to which everything is simulated first; that the
 * thread wakes up late delays what clients see by that much, and never adds up. A request whose client goes away is
 * served to its end.
 */
public final class ServedTwin implements AutoCloseable {
    /** Most requests that wait for the batch. */
    static final int LONGEST_QUEUE = LiveTwin.LONGEST_QUEUE;

    /** A token that its client has at {@code due}. */
    private record Delivery(Moment due, Generation generation, int generated) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final HardwareProfile hardware;
    private final TimeSource time;
    private final double speed;
    private final long origin;
    private final Twin twin;
    private final GuardedPorts ports;
    private final VllmExposition exposition;
    private final Instant started;
    /** In the order in which they are due, since each is due the same time after its step. */
    private final Queue<Delivery> outbox = new ArrayDeque<>();

    private final Thread pacer = new Thread(this::pace, "simulated-engine-pacer");
    private boolean closed;

    /**
     * Starts now, idle, with the highest clock in force.
     *
     * @param seed draws the jitter of steps
     * @param time paces the simulation
     * @param speed seconds that pass on {@code time} in a real second, above 0
     * @param started wall-clock time of the start
     */
    public ServedTwin(
            HardwareProfile hardware,
            SwitchTiming switching,
            long seed,
            TimeSource time,
            double speed,
            Instant started) {
        this.hardware = hardware;
        this.time = time;
        this.speed = speed;
        this.started = started;
        this.origin = time.now().nanos();
        this.twin = new Twin(hardware, switching, new SplittableRandom(seed), completion -> {});
        this.ports = new GuardedPorts(new TwinPorts(twin), this::presently);
        this.exposition = new VllmExposition(hardware, started);
        pacer.setDaemon(true);
        pacer.start();
    }

    /** The engine's metrics as they stand now, in the text a vLLM server gives. */
    public String metrics() {
        return presently(() -> exposition.render(twin.engine(), twin.now()));
    }

    /** The simulated GPUs, for reading. */
    public GpuSensor sensor() {
        return ports.sensor();
    }

    /** The simulated GPUs' clocks. */
    public ClockActuator actuator() {
        return ports.actuator();
    }

    HardwareProfile hardware() {
        return hardware;
    }

    /** Unix time now, seconds. */
    long unixTime() {
        return started.getEpochSecond() + presently(twin::now).nanos() / 1_000_000_000L;
    }

    /** A request reaches the engine now. */
    Admission submit(int promptTokens, int outputTokens) {
        return presently(() -> {
            if (twin.engine().waiting() >= LONGEST_QUEUE) {
                return new Admission.Full();
            }
            Generation generation = new Generation(outputTokens);
            boolean taken = twin.submit(
                    promptTokens,
                    outputTokens,
                    (at, generated) -> outbox.add(new Delivery(at.plus(hardware.frontend()), generation, generated)));
            changed.signalAll();
            return taken ? new Admission.Taken(generation) : new Admission.TooLong();
        });
    }

    /** Stops; requests under way get no more tokens. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T> T presently(Supplier<T> look) {
        lock.lock();
        try {
            catchUp();
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    private void pace() {
        lock.lock();
        try {
            while (!closed) {
                Moment now = catchUp();
                deliver(now);
                Moment next = nextEvent();
                // Why it wakes up does not matter: it looks again.
                if (next.nanos() == Long.MAX_VALUE) {
                    changed.await();
                } else if (now.isBefore(next)) {
                    changed.awaitNanos(Math.max(1, (long) (next.since(now).toNanos() / speed)));
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void deliver(Moment now) {
        while (!outbox.isEmpty() && !now.isBefore(outbox.element().due())) {
            Delivery delivery = outbox.remove();
            delivery.generation().deliver(delivery.generated());
        }
    }

    /** The end of the step in progress, or the next token's delivery; a moment that never comes if there is neither. */
    private Moment nextEvent() {
        Moment step = twin.stepEnd();
        boolean tokenFirst = !outbox.isEmpty() && outbox.element().due().isBefore(step);
        return tokenFirst ? outbox.element().due() : step;
    }

    private Moment catchUp() {
        Moment now = new Moment(time.now().nanos() - origin);
        if (twin.now().isBefore(now)) {
            twin.advanceTo(now);
        }
        return twin.now();
    }
}
