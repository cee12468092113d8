package io.gpugovernor.daemon.web;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Moment;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts requests that were turned away at the door, and says so in the log now and then. */
public final class Refusals {
    /** Why; in lower case, the values of a label. */
    public enum Reason {
        NO_CREDENTIALS,
        WRONG_CREDENTIALS,
        BUSY,
        RATE_LIMIT
    }

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    /** So that nobody can fill the log by guessing. */
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final TimeSource time;
    private final Map<Reason, AtomicLong> counts = new EnumMap<>(Reason.class);
    private long untold;
    private Moment next;

    Refusals(TimeSource time) {
        this.time = time;
        this.next = time.now();
        for (Reason reason : Reason.values()) {
            counts.put(reason, new AtomicLong());
        }
    }

    /** Neither user nor password is told: people type the one in the other's place. */
    public void count(Reason reason, InetAddress from) {
        count(reason).incrementAndGet();
        if (reason == Reason.WRONG_CREDENTIALS || reason == Reason.BUSY) {
            tell(from);
        }
    }

    public long of(Reason reason) {
        return count(reason).get();
    }

    private AtomicLong count(Reason reason) {
        AtomicLong count = counts.get(reason);
        if (count == null) {
            throw new IllegalStateException("every reason is counted from the start");
        }
        return count;
    }

    private synchronized void tell(InetAddress from) {
        untold++;
        if (!time.now().isBefore(next)) {
            LOG.warn("login=refused count={} last_from={}", untold, from.getHostAddress());
            untold = 0;
            next = time.now().plus(BETWEEN_LINES);
        }
    }
}
