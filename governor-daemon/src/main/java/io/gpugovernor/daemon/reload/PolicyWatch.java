package io.gpugovernor.daemon.reload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The quiet thread that has the policy file read again when it changed, or when somebody rings. It looks at the file
 * itself once a period: notices of changes do not come through every file system, and not for a link on the way. It reads
 * what is there when its date, size or place is another, and now and then in any case. A change counts when two looks in a
 * row find the same, so that a file is not followed while it is being written.
 */
public final class PolicyWatch implements AutoCloseable {
    /** Between two looks. */
    public static final Duration PERIOD = Duration.ofSeconds(1);

    /** Of so many looks the first reads the file in any case: a tool may keep a file's date and size. */
    private static final int THOROUGH = 30;

    private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);
    private static final Duration LAST_WORD = Duration.ofSeconds(1);

    private final Path file;
    private final Reloader reloader;
    private final Duration period;
    private final Semaphore bell = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "policy");
    private volatile boolean closed;
    private volatile String asked = "";
    private Glance seen = Glance.NOTHING;
    private int looks;

    private PolicyWatch(Path file, Reloader reloader, Duration period) {
        this.file = file;
        this.reloader = reloader;
        this.period = period;
        thread.setDaemon(true);
    }

    /** Watches {@code file} from now on, which {@code reloader} reads. */
    public static PolicyWatch start(Path file, Reloader reloader, Duration period) {
        PolicyWatch watch = new PolicyWatch(file, reloader, period);
        watch.thread.start();
        return watch;
    }

    /** Has the file read again, changed or not; does not wait for it. */
    public void ring(String why) {
        asked = why;
        bell.release();
    }

    /** Looks no more. A reload under way goes on. */
    @Override
    public void close() {
        closed = true;
        bell.release();
        try {
            thread.join(LAST_WORD.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        PolicyStamp before = reloader.lastTried();
        while (!closed) {
            try {
                boolean rung = bell.tryAcquire(period.toNanos(), TimeUnit.NANOSECONDS);
                bell.drainPermits();
                if (!closed) {
                    before = look(before, rung);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error failed) {
                LOG.error("the policy file could not be watched; it is looked at again", failed);
            }
        }
    }

    private PolicyStamp look(PolicyStamp before, boolean rung) {
        if (!rung && looksAsBefore() && before.equals(reloader.lastTried())) {
            return before;
        }
        PolicyStamp now = PolicyStamp.of(file);
        if (rung) {
            reloader.reload(asked);
        } else if (now.equals(before) && !now.equals(reloader.lastTried())) {
            reloader.reload("the file changed");
        }
        return now;
    }

    private boolean looksAsBefore() {
        Glance before = seen;
        seen = Glance.at(file);
        boolean thorough = looks++ % THOROUGH == 0;
        return !thorough && seen.equals(before);
    }
}
