package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;

/**
 * How things stood when the last window ended: what the next one can be compared with.
 *
 * @param clock applied to all GPUs
 * @param clockSince when that clock was first seen
 * @param running requests in the batch
 * @param debts requests owed a first token
 * @param alone whether there is one, and it found no other owed when it came
 * @param idleSince since when nothing is in flight; the end of time if something is
 */
public record Bench(Megahertz clock, Moment clockSince, long running, int debts, boolean alone, Moment idleSince) {
    private static final Moment NEVER = new Moment(Long.MAX_VALUE);
    /** GPUs that differ by more than this are not at one clock. */
    private static final int SAME_CLOCK_MHZ = 30;

    static final Bench UNSEEN = new Bench(new Megahertz(1), new Moment(0), 0, 0, false, NEVER);

    boolean isAt(Megahertz other) {
        return Math.abs(other.value() - clock.value()) <= SAME_CLOCK_MHZ;
    }

    /** Requests past their first token. */
    long decodes() {
        return Math.max(0, running - debts);
    }

    /** Whether the only request that can have been given a first token in {@code window} found no other owed when it came. */
    boolean isLone(Window window) {
        return debts == 0 ? window.arrivals() == 1 : alone && window.arrivals() == 0;
    }

    Bench after(Observation seen, Megahertz applied) {
        Moment end = seen.window().to();
        boolean idle = seen.snapshot().running() == 0 && seen.snapshot().waiting() == 0;
        boolean stillIdle = idle && running == 0 && seen.window().arrivals() == 0;
        int owed = seen.workload().debt().count();
        boolean lone = owed == 1 && seen.window().firstTokens() == 0 && isLone(seen.window());
        Moment since = stillIdle && idleSince.isBefore(end) ? idleSince : idle ? end : NEVER;
        return new Bench(
                isAt(applied) ? clock : applied,
                isAt(applied) ? clockSince : end,
                seen.snapshot().running(),
                owed,
                lone,
                since);
    }
}
