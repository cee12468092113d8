package io.gpugovernor.daemon.web;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Moment;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets one bcrypt be computed at a time, and after a wrong password rests nine times as long as it took: guesses cost
 * this node a tenth of a core, however many are made. Who waits, waits in line; a place in it is not to be had by all.
 */
final class HashTurns {
    /** Longer lines would only end in timeouts. */
    private static final int LINE = 16;

    /** So that one address does not fill the line; a browser asks for several things at once. */
    private static final int OF_AN_ADDRESS = 4;

    private static final int REST = 9;

    private final TimeSource time;
    private final Duration patience;
    private final Semaphore turn = new Semaphore(1, true);
    private final List<InetAddress> line = new ArrayList<>();
    private volatile Moment next;

    /** @param patience longest wait for a turn */
    HashTurns(TimeSource time, Duration patience) {
        this.time = time;
        this.patience = patience;
        this.next = time.now();
    }

    /** What {@code check} says when it is its turn; {@link Verdict#BUSY} if it does not come. */
    Verdict take(InetAddress from, Supplier<Verdict> check) {
        if (!enter(from)) {
            return Verdict.BUSY;
        }
        Moment end = time.now().plus(patience);
        try {
            if (!turn.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return Verdict.BUSY;
            }
            try {
                if (end.isBefore(next)) {
                    return Verdict.BUSY;
                }
                rest();
                return timed(check);
            } finally {
                turn.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Verdict.BUSY;
        } finally {
            leave(from);
        }
    }

    private void rest() throws InterruptedException {
        Duration left = next.since(time.now());
        if (!left.isNegative()) {
            TimeUnit.NANOSECONDS.sleep(left.toNanos());
        }
    }

    private Verdict timed(Supplier<Verdict> check) {
        Moment begin = time.now();
        Verdict verdict = check.get();
        if (verdict == Verdict.WRONG) {
            Moment end = time.now();
            next = end.plus(end.since(begin).multipliedBy(REST));
        }
        return verdict;
    }

    private synchronized boolean enter(InetAddress from) {
        boolean room = line.size() < LINE && Collections.frequency(line, from) < OF_AN_ADDRESS;
        if (room) {
            line.add(from);
        }
        return room;
    }

    private synchronized void leave(InetAddress from) {
        line.remove(from);
    }
}
