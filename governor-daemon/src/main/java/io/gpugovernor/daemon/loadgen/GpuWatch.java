package io.gpugovernor.daemon.loadgen;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.sweep.TestbedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the GPUs ten times a second, on a thread of its own, for as long as it is open: at which clock they run,
 * whether a limit holds them back, and whether they keep to a lock. Energy is read when a mark is set, and only then.
 */
final class GpuWatch implements AutoCloseable {
    private final Gauge gauge;
    private final Optional<ClockActuator> actuator;
    private final TimeSource time;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(GpuWatch::thread);
    private final TreeMap<Megahertz, Long> clocks = new TreeMap<>();
    private long samples;
    private long throttled;
    private Optional<String> disobedience = Optional.empty();

    /**
     * @param actuator what holds them to a lock; asked only whether they keep to it
     * @param period between looks, in real time
     */
    GpuWatch(Gauge gauge, Optional<ClockActuator> actuator, TimeSource time, Duration period) {
        this.gauge = gauge;
        this.actuator = actuator;
        this.time = time;
        thread.scheduleAtFixedRate(this::look, 0, period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Notes how things stand, as soon as the thread is free. */
    CompletableFuture<Mark> mark() {
        return CompletableFuture.supplyAsync(
                () -> {
                    Moment asked = time.now();
                    double joules = gauge.energy().value();
                    long middle = (asked.nanos() + time.now().nanos()) / 2;
                    return new Mark(
                            new Moment(middle), joules, samples, throttled, new TreeMap<>(clocks), disobedience);
                },
                thread);
    }

    /** @throws TestbedException if it could not be set */
    static Mark set(CompletableFuture<Mark> mark) {
        try {
            return mark.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof TestbedException known
                    ? known
                    : new TestbedException("the GPUs cannot be read: " + failed.getCause(), failed);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void look() {
        List<GpuReading> readings = gauge.read();
        samples++;
        throttled += readings.stream().anyMatch(gpu -> !gpu.throttled().isEmpty()) ? 1 : 0;
        for (GpuReading gpu : readings) {
            if (gpu.appliedClock() instanceof Reading.Present<Megahertz> clock) {
                clocks.merge(clock.value(), 1L, Long::sum);
            }
        }
        if (disobedience.isEmpty() && actuator.isPresent() && actuator.get().verify() instanceof Actuation.Failed no) {
            disobedience = Optional.of(no.reason());
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "gpu-watch");
        thread.setDaemon(true);
        return thread;
    }
}
