package io.gpugovernor.daemon.memory;

import io.gpugovernor.core.port.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that keeps what all domains learn: loops wait neither for a disk nor for an engine's answer. */
public final class Keeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final Duration ROUND = Duration.ofSeconds(10);
    /** The loops begin first: nothing waits for what was kept, and going through a node's processes takes a while. */
    private static final Duration LATER = Duration.ofSeconds(1);

    /** Clocks are released by then; a disk or an engine that hangs must not hold up the end. */
    private static final Duration LAST_WORD = Duration.ofSeconds(3);

    private final TimeSource time;
    private final Semaphore bell = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "memory");
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile List<DomainMemory> wanted = List.of();
    /** Of the thread alone. */
    private List<DomainMemory> kept = List.of();

    public Keeper(TimeSource time) {
        this.time = time;
        thread.setDaemon(true);
    }

    /**
     * Keeps what {@code memories} learn from now on, and no others. Those that are left out are written a last time before
     * any new one is asked. To be called when the loops of those have ended; does not wait.
     */
    public synchronized void keep(List<DomainMemory> memories) {
        wanted = List.copyOf(memories);
        if (!wanted.isEmpty() && thread.getState() == Thread.State.NEW) {
            thread.start();
        }
        bell.release();
    }

    /** Writes a last time, unless that takes too long. To be called when the loops have ended. */
    @Override
    public void close() {
        stopping.countDown();
        bell.release();
        try {
            thread.join(LAST_WORD.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("what was learned last was not kept: the disk or an engine did not answer in time");
        }
    }

    private void run() {
        try {
            if (stopping.await(LATER.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            do {
                exchange(wanted);
                each(kept, memory -> memory.round(time.now()));
                rest();
            } while (stopping.getCount() > 0);
            exchange(List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void exchange(List<DomainMemory> next) {
        List<DomainMemory> leaving =
                kept.stream().filter(memory -> !next.contains(memory)).toList();
        each(leaving, memory -> memory.finish(time.now()));
        kept = next;
    }

    private void rest() throws InterruptedException {
        if (bell.tryAcquire(ROUND.toMillis(), TimeUnit.MILLISECONDS)) {
            bell.drainPermits();
        }
    }

    /** What is wrong with one domain's memory is no reason to forget the others'. */
    private static void each(List<DomainMemory> memories, Consumer<DomainMemory> visit) {
        for (DomainMemory memory : memories) {
            try {
                visit.accept(memory);
            } catch (RuntimeException | Error failed) {
                LOG.error("what a domain learns could not be kept", failed);
            }
        }
    }
}
