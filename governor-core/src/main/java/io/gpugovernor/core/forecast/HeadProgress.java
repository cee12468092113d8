package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.FirstTokenDebt;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import java.util.Optional;

/**
 * How far the oldest debt's prompt should be computed by now: the sum of what each clock that was in force since its
 * prefill began could compute.
 *
 * @param began when that prefill began
 * @param tokens prompt tokens computed since, as modelled
 */
public record HeadProgress(Moment began, double tokens) {
    /** Nothing is owed, or whose prefill runs is not known; then no progress is counted on. */
    public static final HeadProgress NONE = new HeadProgress(new Moment(Long.MIN_VALUE), 0);

    /**
     * The progress after a window.
     *
     * @param now the clock in force at its end
     * @param switching how long a change at its beginning took
     */
    public HeadProgress after(Observation seen, EngineModel model, Megahertz now, SwitchExperience switching) {
        FirstTokenDebt debt = seen.workload().debt();
        if (debt.isEmpty() || !debt.isCertain()) {
            return NONE;
        }
        boolean goesOn = debt.headBeganAt(began);
        Moment head = goesOn ? began : debt.headBegan();
        double window = seen.window().seconds();
        double sinceBegan = seen.at().secondsSince(head);
        double span = goesOn ? Math.min(window, sinceBegan) : sinceBegan;
        Optional<SwitchExperience.Change> change = switching.pending();
        double before = change.isPresent() ? Math.max(0, Math.min(span, span - window + switching.actuation())) : 0;
        Pace pace = Pace.of(seen, model);
        double done = (span - before) / pace.promptToken(now);
        if (before > 0) {
            done += before / pace.promptToken(change.get().from());
        }
        return new HeadProgress(head, goesOn ? tokens + done : done);
    }
}
