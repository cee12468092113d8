package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import java.util.Optional;

/**
 * What changing the clock costs on these GPUs, in time, learned from the changes made.
 *
 * <ul>
 *   <li><b>actuation</b>: from the decision until the clock is in force. A GPU at work that is read at another clock than
 *       its new one some time after the decision takes longer than that; one that is there takes no longer.
 *   <li><b>stall</b>: what is missing in the window after a change. While only decodes run, so many tokens should come:
 *       {@code lost = window - steps * step(f)}, with the time until the actuation at the old clock's pace.
 * </ul>
 *
 * Both are means that forget; single windows are as coarse as a step.
 *
 * @param actuation seconds from a decision until its clock is in force
 * @param stall seconds the GPUs stand still at a change
 * @param pending the change made at the last decision
 */
public record SwitchExperience(double actuation, double stall, Optional<Change> pending) {
    /** Share of the next measurement in the mean. */
    private static final double LEARNING = 0.1;

    private static final double LONGEST = 2;
    private static final int SAME_CLOCK_MHZ = 30;

    /**
     * A change of clock.
     *
     * @param from the clock before
     * @param to the clock asked for
     * @param at when it was decided
     */
    public record Change(Megahertz from, Megahertz to, Moment at) {}

    /** What is expected before anything was changed. */
    public static SwitchExperience expecting(Cadence cadence) {
        return new SwitchExperience(
                Durations.seconds(cadence.actuation()), Durations.seconds(cadence.stall()), Optional.empty());
    }

    /** What was measured before: seconds from 0 to 2. */
    public static SwitchExperience recalled(double actuation, double stall) {
        return new SwitchExperience(actuation, stall, Optional.empty());
    }

    /** Why this can be nothing that was measured; empty if it can. */
    public Optional<String> objection() {
        boolean sound = actuation >= 0 && actuation <= LONGEST && stall >= 0 && stall <= LONGEST;
        return sound
                ? Optional.empty()
                : Optional.of("a switch of " + actuation + " s with a stall of " + stall + " s is not within 0 to "
                        + LONGEST + " s");
    }

    /** The cadence of a loop that ticks as {@code planned} on GPUs that switch so. */
    public Cadence within(Cadence planned) {
        return new Cadence(planned.tick(), Durations.ofSeconds(actuation), Durations.ofSeconds(stall));
    }

    /** A change was decided at {@code at}. */
    public SwitchExperience changing(Megahertz from, Megahertz to, Moment at) {
        return new SwitchExperience(actuation, stall, Optional.of(new Change(from, to, at)));
    }

    /** The same where {@code setpoint} is in force: a change that somebody overruled was never made, and teaches nothing. */
    public SwitchExperience under(Megahertz setpoint) {
        boolean made = pending.isEmpty() || pending.get().to().equals(setpoint);
        return made ? this : new SwitchExperience(actuation, stall, Optional.empty());
    }

    /**
     * What is known after the window that followed a change; nothing new if none is pending.
     *
     * @param applied what the GPUs said at the end of the window
     * @param call how long the driver took to take the change
     */
    public SwitchExperience after(Observation seen, EngineModel model, Applied applied, Duration call) {
        if (pending.isEmpty()) {
            return this;
        }
        Change change = pending.get();
        boolean working = seen.snapshot().running() > 0;
        double elapsed = Durations.seconds(seen.at().since(change.at()));
        boolean there = Math.abs(applied.clock().value() - change.to().value()) <= SAME_CLOCK_MHZ;
        double inForce = actuation;
        if (working && !there && !applied.throttled()) {
            inForce = Math.min(LONGEST, Math.max(actuation, elapsed));
        } else if (working && there && elapsed < actuation) {
            inForce = actuation + LEARNING * (elapsed - actuation);
        }
        inForce = Math.max(inForce, Math.min(LONGEST, Durations.seconds(call)));
        return new SwitchExperience(inForce, stallAfter(seen, model, change, working), Optional.empty());
    }

    private double stallAfter(Observation seen, EngineModel model, Change change, boolean working) {
        Window window = seen.window();
        boolean decodesOnly = working
                && window.promptTokens() == 0
                && window.firstTokens() == 0
                && window.arrivals() == 0
                && window.finished() == 0
                && seen.workload().debt().isEmpty();
        double running = seen.snapshot().running();
        if (!decodesOnly || window.stepLatency().count() < running) {
            return stall;
        }
        Pace pace = Pace.of(seen, model);
        double length = Durations.seconds(window.length());
        double before = Math.min(length, actuation);
        double after = pace.decodeStep(change.to());
        double steps = before / pace.decodeStep(change.from()) + (length - before) / after;
        double lost = (steps - window.stepLatency().count() / running) * after;
        return Math.max(0, Math.min(LONGEST, stall + LEARNING * (lost - stall)));
    }
}
