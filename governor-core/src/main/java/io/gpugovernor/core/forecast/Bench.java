package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;

/**
 * How things stood when the last window ended: what the next one can be compared with.
 *
 * @param clock applied to all GPUs
 * @param clockSince when that clock was first seen
 * @param running requests in the batch
 * @param debts requests owed a first token
 * @param idleSince since when nothing is in flight; the end of time if something is
 */
public record Bench(Megahertz clock, Moment clockSince, long running, int debts, Moment idleSince) {
    private static final Moment NEVER = new Moment(Long.MAX_VALUE);
    /** GPUs that differ by more than this are not at one clock. */
    private static final int SAME_CLOCK_MHZ = 30;

    static final Bench UNSEEN = new Bench(new Megahertz(1), new Moment(0), 0, 0, NEVER);

    boolean isAt(Megahertz other) {
        return Math.abs(other.value() - clock.value()) <= SAME_CLOCK_MHZ;
    }

    /** Requests past their first token. */
    long decodes() {
        return Math.max(0, running - debts);
    }

    Bench after(Observation seen, Megahertz applied) {
        Moment end = seen.window().to();
        boolean idle = seen.snapshot().running() == 0 && seen.snapshot().waiting() == 0;
        boolean stillIdle = idle && running == 0 && seen.window().arrivals() == 0;
        Moment since = stillIdle && idleSince.isBefore(end) ? idleSince : idle ? end : NEVER;
        return new Bench(
                isAt(applied) ? clock : applied,
                isAt(applied) ? clockSince : end,
                seen.snapshot().running(),
                seen.workload().debt().count(),
                since);
    }
}
