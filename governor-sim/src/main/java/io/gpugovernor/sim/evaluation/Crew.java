package io.gpugovernor.sim.evaluation;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Threads that take pieces of work off a list, in its order. */
public final class Crew {
    private Crew() {}

    /** Does {@code work} on every item; after the first failure, which is thrown, none is begun. */
    public static <T> void work(int threads, List<T> items, Consumer<T> work) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            ExecutorCompletionService<Boolean> ends = new ExecutorCompletionService<>(pool);
            AtomicBoolean going = new AtomicBoolean(true);
            items.forEach(item -> ends.submit(() -> unlessFailed(going, item, work), true));
            for (int i = 0; i < items.size(); i++) {
                ends.take().get();
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a run failed", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted; what is done is in the work file", stopped);
        } finally {
            pool.shutdownNow();
        }
    }

    /** The pool would go on with the next item before whoever waits hears of a failure. */
    private static <T> void unlessFailed(AtomicBoolean going, T item, Consumer<T> work) {
        if (!going.get()) {
            return;
        }
        boolean done = false;
        try {
            work.accept(item);
            done = true;
        } finally {
            if (!done) {
                going.set(false);
            }
        }
    }
}
