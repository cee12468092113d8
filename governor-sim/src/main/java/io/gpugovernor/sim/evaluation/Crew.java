package io.gpugovernor.sim.evaluation;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Threads that take pieces of work off a list, in its order. */
public final class Crew {
    private Crew() {}

    /** Does {@code work} on every item; the first failure ends the whole and is thrown. */
    public static <T> void work(int threads, List<T> items, Consumer<T> work) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            ExecutorCompletionService<Boolean> ends = new ExecutorCompletionService<>(pool);
            items.forEach(item -> ends.submit(() -> work.accept(item), true));
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
}
