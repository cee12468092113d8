package io.gpugovernor.daemon.memory;

import io.gpugovernor.core.port.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that keeps what all domains learn: loops wait neither for a disk nor for an engine's answer. */
public final class Keeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final Duration ROUND = Duration.ofSeconds(10);
    /** Clocks are released by then; a disk or an engine that hangs must not hold up the end. */
    private static final Duration LAST_WORD = Duration.ofSeconds(3);

    private final List<DomainMemory> memories;
    private final TimeSource time;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "memory");

    public Keeper(List<DomainMemory> memories, TimeSource time) {
        this.memories = List.copyOf(memories);
        this.time = time;
        thread.setDaemon(true);
    }

    public void start() {
        if (!memories.isEmpty()) {
            thread.start();
        }
    }

    /** Writes a last time, unless that takes too long. To be called when the loops have ended. */
    @Override
    public void close() {
        stopping.countDown();
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
            do {
                each(memory -> memory.round(time.now()));
            } while (!stopping.await(ROUND.toMillis(), TimeUnit.MILLISECONDS));
            each(memory -> memory.finish(time.now()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is wrong with one domain's memory is no reason to forget the others'. */
    private void each(Consumer<DomainMemory> visit) {
        for (DomainMemory memory : memories) {
            try {
                visit.accept(memory);
            } catch (RuntimeException | Error failed) {
                LOG.error("what a domain learns could not be kept", failed);
            }
        }
    }
}
