package io.gpugovernor.daemon.loadgen;

import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Reading;
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
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Looks at the GPUs ten times a second, on a thread of its own, for as long as it is open: at which clock they run,
 * whether a limit holds them back, and whether they keep to a lock. Energy is read when a mark is set, and only then.
 */
final class GpuWatch implements AutoCloseable {
    private final Gauge gauge;
    private final Supplier<Optional<String>> verdict;
    private final TimeSource time;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(GpuWatch::thread);
    /** Ends only if looking fails for a reason that no reading tells. */
    private final ScheduledFuture<?> looks;

    private final TreeMap<Megahertz, Long> clocks = new TreeMap<>();
    private long samples;
    private long throttled;
    private Optional<String> disobedience = Optional.empty();

    /**
     * @param verdict why they no longer keep to their lock, if they do not
     * @param period between looks, in real time
     */
    GpuWatch(Gauge gauge, Supplier<Optional<String>> verdict, TimeSource time, Duration period) {
        this.gauge = gauge;
        this.verdict = verdict;
        this.time = time;
        this.looks = thread.scheduleAtFixedRate(this::look, 0, period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Notes how things stand, as soon as the thread is free. */
    CompletableFuture<Mark> mark() {
        return CompletableFuture.supplyAsync(
                () -> {
                    if (looks.isDone()) {
                        throw new TestbedException("the GPUs can no longer be looked at; see the log, and doctor");
                    }
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
        Optional<String> now = verdict.get();
        disobedience = disobedience.or(() -> now);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "gpu-watch");
        thread.setDaemon(true);
        return thread;
    }
}
