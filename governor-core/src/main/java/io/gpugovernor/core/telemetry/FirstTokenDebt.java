package io.gpugovernor.core.telemetry;

import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import java.util.Optional;

/**
 * The requests still owed a first token, oldest first, and when each joined.
 *
 * <p>{@code debt = finished + running + waiting - first tokens given}, all from standard metrics, so the count is exact
 * as long as the engine counts every end, and never below those waiting nor above those in flight.
 * Joining moments are known to within the window in which the request appeared. The engine serves first come first
 * served, so every first token pays the oldest debt. Immutable.
 */
public final class FirstTokenDebt {
    /** More than an engine can queue usefully; the oldest matter most, so the newest are dropped beyond it. */
    private static final int MOST_TRACKED = 4096;

    public static final FirstTokenDebt NONE = new FirstTokenDebt(new long[0], new long[0], Optional.empty());

    /** For each debt, the window in which it joined; nanoseconds, ascending. */
    private final long[] earliest;

    private final long[] latest;
    /** Middle of the window in which the debt before the oldest one was paid. */
    private final Optional<Moment> lastPaid;

    private FirstTokenDebt(long[] earliest, long[] latest, Optional<Moment> lastPaid) {
        this.earliest = earliest;
        this.latest = latest;
        this.lastPaid = lastPaid;
    }

    /** The debt after {@code window}, given the engine as it stands at the window's end. */
    public FirstTokenDebt after(Window window, EngineSnapshot engine) {
        int owed = (int) Math.min(MOST_TRACKED, owed(engine));
        Optional<Moment> paid = window.firstTokens() > 0
                ? Optional.of(window.from().plus(window.length().dividedBy(2)))
                : lastPaid;
        if (owed == 0) {
            return paid.equals(lastPaid) && isEmpty() ? this : new FirstTokenDebt(NONE.earliest, NONE.latest, paid);
        }
        int fresh = (int) Math.min(owed, window.arrivals());
        int kept = owed - fresh;
        long[] from = new long[owed];
        long[] to = new long[owed];
        for (int i = 0; i < owed; i++) {
            int old = earliest.length - kept + i;
            boolean tracked = i < kept && old >= 0;
            // A debt that was not tracked before this window has waited at least since it began.
            from[i] = tracked ? earliest[old] : window.from().nanos();
            to[i] = tracked
                    ? latest[old]
                    : i < kept ? window.from().nanos() : window.to().nanos();
        }
        return new FirstTokenDebt(from, to, paid);
    }

    /**
     * The difference of the counters drifts with requests that end before their first token, and with ends that the
     * engine does not count. Whoever is owed a first token is in flight, and whoever waits is owed one.
     */
    private static long owed(EngineSnapshot engine) {
        long counted = engine.arrived() - engine.firstTokens();
        return Math.max(engine.waiting(), Math.min(engine.waiting() + engine.running(), counted));
    }

    public int count() {
        return earliest.length;
    }

    public boolean isEmpty() {
        return earliest.length == 0;
    }

    /** The earliest moment at which the {@code index}-th oldest debt can have joined. */
    public Moment joinedAfter(int index) {
        return new Moment(earliest[index]);
    }

    /** How far behind {@link #joinedAfter} it can have joined. */
    public Duration joinedWithin(int index) {
        return Duration.ofNanos(latest[index] - earliest[index]);
    }

    /** When the engine probably began the oldest debt's prefill: when it joined, or the one before it was paid. */
    public Moment headBegan() {
        long began = (earliest[0] + latest[0]) / 2;
        if (lastPaid.isPresent()) {
            began = Math.max(began, lastPaid.get().nanos());
        }
        return new Moment(began);
    }
}
