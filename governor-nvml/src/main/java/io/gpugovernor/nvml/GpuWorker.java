package io.gpugovernor.nvml;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The thread on which one GPU's native calls are made, one after the other. A native call cannot be interrupted: one
 * that hangs takes this thread with it, and until it comes back every further call is turned away at once. No other
 * thread takes its place, or a dead driver would collect them.
 */
final class GpuWorker implements AutoCloseable {
    /** A tick asks for a reading and a write; more than this waiting means that somebody asks too fast. */
    private static final int LONGEST_QUEUE = 8;

    private final String name;
    private final BlockingQueue<Job<?>> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    /** Started with the first job: a node has many GPUs, and a start waits for none that is not asked yet. */
    private final Thread thread;

    private final AtomicBoolean started = new AtomicBoolean();
    private volatile Optional<Job<?>> running = Optional.empty();
    private volatile boolean closed;

    /** @param name for the thread and for reasons, for instance {@code GPU 3} */
    GpuWorker(String name) {
        this.name = name;
        this.thread = new Thread(this::work, "nvml " + name);
        thread.setDaemon(true);
    }

    /** Takes work without waiting for it; {@link Job#await} does. */
    <T> Job<T> submit(Supplier<T> work, Deadline deadline) {
        return submit(work, deadline, CallWatch.idle(deadline));
    }

    /** As {@link #submit(Supplier, Deadline)}, for work that is timed. */
    <T> Job<T> submit(Supplier<T> work, Deadline deadline, CallWatch watch) {
        if (closed) {
            return Job.refused(name + ": closed", work, deadline);
        }
        if (isStuck()) {
            return Job.refused(name + ": the driver has not come back from an earlier call", work, deadline);
        }
        if (started.compareAndSet(false, true)) {
            thread.start();
        }
        Job<T> job = new Job<>(name, work, deadline, watch);
        return queue.offer(job) ? job : Job.refused(name + ": too many calls are waiting", work, deadline);
    }

    /** Whether a call is past its deadline and has not come back. */
    boolean isStuck() {
        return running.map(Job::isStuck).orElse(false);
    }

    String name() {
        return name;
    }

    /** Turns further work away. A call under way goes on. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void work() {
        while (!closed) {
            try {
                Job<?> job = queue.take();
                running = Optional.of(job);
                job.run();
            } catch (InterruptedException e) {
                return;
            } finally {
                running = Optional.empty();
            }
        }
    }
}
