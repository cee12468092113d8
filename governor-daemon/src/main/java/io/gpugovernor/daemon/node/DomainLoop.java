package io.gpugovernor.daemon.node;

import io.gpugovernor.core.loop.Governor;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.memory.LoopMemory;
import io.gpugovernor.daemon.metrics.GovernorMetrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of one policy domain: ticks its governor at the period of its telemetry until told to stop, and lets it
 * release then. News of the engine wakes it before its time. A tick that fails, be it for want of memory, releases at
 * once and goes on with the next; neither a wrong number nor an error of the Java machine may end the loop with a lock
 * held.
 */
final class DomainLoop {
    private static final Logger LOG = LoggerFactory.getLogger(DomainLoop.class);
    /** What a tick in progress may still take when the loop is told to stop. */
    private static final Duration LAST_TICK = Duration.ofSeconds(10);

    /** A domain that makes way for another tries so often to release. */
    private static final int LAST_RELEASES = 5;

    private static final Duration BETWEEN_RELEASES = Duration.ofMillis(200);
    /** How often a loop looks whether those before it have ended. */
    private static final Duration WAITING = Duration.ofMillis(20);

    /** Least real time between two ticks, however often it is woken. */
    static final Duration APART = Duration.ofMillis(10);

    private final String domain;
    private final Governor governor;
    private final TimeSource time;
    private final Supplier<Duration> period;
    private final double speed;
    private volatile boolean releaseOnExit;
    private final GovernorMetrics metrics;
    private final LoopMemory memory;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Semaphore bell = new Semaphore(0);
    private final Thread thread;
    private volatile List<DomainLoop> predecessors = List.of();
    private volatile boolean retiring;
    private volatile boolean releaseOwed;

    /**
     * @param period longest time from one tick to the next on {@code time}'s line, asked after each
     * @param speed seconds on that line in a real second
     * @param releaseOnExit whether locks are removed when the loop ends
     */
    DomainLoop(
            String domain,
            Governor governor,
            TimeSource time,
            Supplier<Duration> period,
            double speed,
            boolean releaseOnExit,
            GovernorMetrics metrics) {
        this(domain, governor, time, period, speed, releaseOnExit, metrics, LoopMemory.NONE);
    }

    /** @param memory takes what is learned at each tick, and may know what was learned before */
    DomainLoop(
            String domain,
            Governor governor,
            TimeSource time,
            Supplier<Duration> period,
            double speed,
            boolean releaseOnExit,
            GovernorMetrics metrics,
            LoopMemory memory) {
        this.domain = domain;
        this.governor = governor;
        this.time = time;
        this.period = period;
        this.speed = speed;
        this.releaseOnExit = releaseOnExit;
        this.metrics = metrics;
        this.memory = memory;
        this.thread = new Thread(this::run, "domain-" + domain);
    }

    void start() {
        thread.start();
    }

    /** Starts, and ticks for the first time when {@code others} have ended: no two loops may set the same clocks. */
    void startAfter(List<DomainLoop> others) {
        predecessors = List.copyOf(others);
        start();
    }

    /** From now on says what becomes of locks when the loop ends. */
    void releaseOnExit(boolean release) {
        releaseOnExit = release;
    }

    /** Asks the loop to end for good while the daemon goes on, which releases whatever {@link #releaseOnExit} says. */
    void tellToRetire() {
        retiring = true;
        tellToStop();
    }

    /** Whether the thread has come to its end. */
    boolean hasEnded() {
        return !thread.isAlive();
    }

    /** Whether the last release failed, so that clocks may still be locked. */
    boolean owesRelease() {
        return releaseOwed;
    }

    /** There is news: the next tick need not wait for its time. Any thread may call this, at any rate. */
    void wake() {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    /** Asks the loop to end, and does not wait for it. */
    void tellToStop() {
        stopping.countDown();
        bell.release();
    }

    /** Asks the loop to end, and waits until it has released, or so long that it will not. */
    void stop() throws InterruptedException {
        tellToStop();
        awaitEnd();
    }

    /** Waits until the loop, which was told to stop, has released, or so long that it will not. */
    void awaitEnd() throws InterruptedException {
        thread.join(LAST_TICK.toMillis());
        if (thread.isAlive()) {
            LOG.error(
                    "domain={} did not stop within {} s; its clocks may still be locked",
                    domain,
                    LAST_TICK.toSeconds());
        }
    }

    private void run() {
        try {
            if (!predecessorsEnd()) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        predecessors = List.of();
        Moment due = time.now();
        try {
            do {
                tick();
                due = due.plus(period.get());
                if (due.isBefore(time.now())) {
                    due = time.now(); // a tick that was late is not made up for by hurrying
                }
                if (wokenBefore(due)) {
                    due = time.now();
                }
            } while (stopping.getCount() > 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // A loop that ends unasked is broken, and what it locked then is nobody's wish to keep.
            boolean died = stopping.getCount() > 0;
            if (retiring) {
                retire();
            } else if (releaseOnExit || died) {
                release();
            }
        }
    }

    /** Whether all before this loop have ended; false if it was told to stop first. */
    private boolean predecessorsEnd() throws InterruptedException {
        while (!predecessors.stream().allMatch(DomainLoop::hasEnded)) {
            if (stopping.await(WAITING.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return stopping.getCount() > 0;
    }

    /** Nobody comes after this to release, so a release that fails is tried again. */
    private void retire() {
        for (int tries = 1; !released() && tries < LAST_RELEASES; tries++) {
            LockSupport.parkNanos(BETWEEN_RELEASES.toNanos());
        }
        if (releaseOwed) {
            LOG.error("domain={} its clocks may still be locked; see 'gpu-governor release'", domain);
        }
    }

    private boolean released() {
        release();
        return !releaseOwed;
    }

    /** Rests until {@code due}, or until there is news, but not for less than {@link #APART}. */
    private boolean wokenBefore(Moment due) throws InterruptedException {
        Moment begun = time.now();
        long left = realNanos(due.since(begun));
        boolean woken = bell.tryAcquire(Math.max(0, left), TimeUnit.NANOSECONDS);
        long apart = Math.min(left, APART.toNanos()) - realNanos(time.now().since(begun));
        if (woken && apart > 0) {
            stopping.await(apart, TimeUnit.NANOSECONDS);
        }
        bell.drainPermits();
        return woken;
    }

    private long realNanos(Duration span) {
        return (long) (span.toNanos() / speed);
    }

    private void tick() {
        Moment begun = time.now();
        if (releaseOwed) {
            release();
        } else {
            try {
                memory.successor().ifPresent(governor::follow);
                governor.tick(begun);
                memory.saw(governor.learned());
            } catch (RuntimeException | Error failed) {
                // Released first: after an OutOfMemoryError, writing the log may fail as well.
                release();
                LOG.error("domain={} the tick failed; the clocks were to be released", domain, failed);
            }
        }
        metrics.tickTook(domain, Duration.ofNanos(realNanos(time.now().since(begun))));
    }

    /** A release that fails is owed: nothing else is done before it has succeeded. */
    private void release() {
        releaseOwed = true;
        try {
            GovernorState end = governor.stop(time.now()).state();
            // The governor itself goes on trying while the loop ticks; what counts here is how the last try ended.
            releaseOwed = retiring && end == GovernorState.RELEASE_FAILED;
        } catch (RuntimeException | Error failed) {
            LOG.error("domain={} the release failed; its clocks may still be locked", domain, failed);
        }
    }
}
