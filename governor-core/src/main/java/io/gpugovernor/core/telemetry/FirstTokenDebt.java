package io.gpugovernor.core.telemetry;

import io.gpugovernor.core.units.Moment;
import java.util.Arrays;
import java.util.Optional;

/**
 * The requests still owed a first token, oldest first, and when each joined.
 *
 * <p>{@code debt = finished + running + waiting - first tokens given}, all from standard metrics, so the count is exact.
 * Joining moments are known to within a window: arrivals of one window are spread evenly over it. The engine serves
 * first come first served, so every first token pays the oldest debt. Immutable.
 */
public final class FirstTokenDebt {
    /** More than an engine can queue usefully; the oldest matter most, so the newest are dropped beyond it. */
    private static final int MOST_TRACKED = 4096;

    public static final FirstTokenDebt NONE = new FirstTokenDebt(new long[0], Optional.empty());

    /** When each debt joined, nanoseconds, ascending. */
    private final long[] joined;
    /** The latest moment by which the debt before the oldest one was paid. */
    private final Optional<Moment> lastPaid;

    private FirstTokenDebt(long[] joined, Optional<Moment> lastPaid) {
        this.joined = joined;
        this.lastPaid = lastPaid;
    }

    /** The debt after {@code window}, given the engine as it stands at the window's end. */
    public FirstTokenDebt after(Window window, EngineSnapshot engine) {
        int owed = (int) Math.min(MOST_TRACKED, Math.max(0, engine.arrived() - engine.firstTokens()));
        Optional<Moment> paid = window.firstTokens() > 0
                ? Optional.of(new Moment((window.from().nanos() + window.to().nanos()) / 2))
                : lastPaid;
        int fresh = (int) Math.min(owed, window.arrivals());
        int kept = owed - fresh;
        long[] next = new long[owed];
        for (int i = 0; i < kept; i++) {
            // A debt that is not tracked has waited at least since the window began.
            int old = joined.length - kept + i;
            next[i] = old >= 0 ? joined[old] : window.from().nanos();
        }
        long length = window.to().nanos() - window.from().nanos();
        long of = Math.max(1, window.arrivals());
        for (int i = 0; i < fresh; i++) {
            long place = of - fresh + i;
            next[kept + i] = window.from().nanos() + (2 * place + 1) * length / (2 * of);
        }
        return new FirstTokenDebt(next, paid);
    }

    public int count() {
        return joined.length;
    }

    public boolean isEmpty() {
        return joined.length == 0;
    }

    /** When the {@code index}-th oldest debt joined. */
    public Moment joined(int index) {
        return new Moment(joined[index]);
    }

    /** When the engine can have begun the oldest debt's prefill: when it joined, or the one before it was paid. */
    public Moment headBegan() {
        long began = joined[0];
        if (lastPaid.isPresent()) {
            began = Math.max(began, lastPaid.get().nanos());
        }
        return new Moment(began);
    }

    @Override
    public String toString() {
        return "debt of " + joined.length + " since "
                + Arrays.toString(Arrays.copyOf(joined, Math.min(3, joined.length)));
    }
}
