package io.gpugovernor.nvml;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Work on its way through a {@link GpuWorker}: once given up before it began, it never runs. */
final class Job<T> {
    private enum State {
        WAITING,
        BEGUN,
        GIVEN_UP
    }

    private final String name;
    private final Supplier<T> work;
    private final Deadline deadline;
    private final CallWatch watch;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Outcome<T> outcome;

    Job(String name, Supplier<T> work, Deadline deadline, CallWatch watch) {
        this.name = name;
        this.work = work;
        this.deadline = deadline;
        this.watch = watch;
        this.outcome = new Outcome.Unfinished<>(name + ": no answer in time");
    }

    /** A job that was turned away. */
    static <T> Job<T> refused(String reason, Supplier<T> work, Deadline deadline) {
        Job<T> job = new Job<>(reason, work, deadline, CallWatch.idle(deadline));
        job.state.set(State.GIVEN_UP);
        job.outcome = new Outcome.NotBegun<>(reason);
        job.done.countDown();
        return job;
    }

    /** Whether it is past its deadline and has not come back. */
    boolean isStuck() {
        return deadline.passed() && done.getCount() > 0;
    }

    /** On the worker's thread. */
    void run() {
        if (!state.compareAndSet(State.WAITING, State.BEGUN)) {
            return;
        }
        try {
            outcome = new Outcome.Answered<>(work.get());
        } catch (RuntimeException | Error e) {
            // Also for want of memory the thread must live on: without it, nobody could release this GPU.
            outcome = new Outcome.Unfinished<>(name + ": " + e);
        } finally {
            watch.answered();
            done.countDown();
        }
    }

    /** Waits until the deadline at the latest; an interrupt does not cut it short, or a dying loop could not release. */
    Outcome<T> await() {
        if (isDoneInTime()) {
            return outcome;
        }
        watch.late();
        if (!state.compareAndSet(State.WAITING, State.GIVEN_UP)) {
            return outcome;
        }
        return new Outcome.NotBegun<>(name + ": an earlier call has not answered");
    }

    private boolean isDoneInTime() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return done.await(Math.max(0, deadline.left().toNanos()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
