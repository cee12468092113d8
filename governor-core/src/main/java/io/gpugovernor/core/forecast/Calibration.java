package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.units.Megahertz;
import java.util.Optional;

/**
 * What this node taught about a model that came from elsewhere: four factors, each learned where it can be seen alone.
 *
 * <ul>
 *   <li><b>prefill</b>: a window in which the only request owed a first token got it ({@link LonePrompt})
 *   <li><b>decode</b>, and <b>busy power</b>: a window without any prompt ({@link DecodeSteps})
 *   <li><b>idle power</b>: what the GPUs draw with nothing in flight
 * </ul>
 *
 * A busy engine shows none of these alone. So where a window of prompts and decodes together, at both ends of which as many
 * requests are owed a first token, says that the model is far off, it teaches too ({@link MixedSteps}). So does a window of
 * one prompt, if that is too short to be told from overheads.
 *
 * Only windows in which the clock stood still count; power counts after a second of that, since boards report a mean.
 *
 * @param prefill arithmetic of a token, measured over modelled
 * @param decode a step without prefill
 * @param idlePower power with nothing to do
 * @param busyPower power while working
 * @param bench how things stood when the last window ended
 */
public record Calibration(
        TiltedScale prefill, TiltedScale decode, TiltedScale idlePower, TiltedScale busyPower, Bench bench) {
    /** A clock that was set is in force after this long. */
    private static final double ACTUATED_SECONDS = 0.06;

    private static final double SETTLED_SECONDS = 1;
    /** Standard deviation of idle power around any model, relative. */
    private static final double IDLE_POWER_NOISE = 0.05;

    /** How far a model can be off before anything was measured, as standard deviations of logarithms. */
    public enum Prior {
        /** It was measured on this hardware. */
        MEASURED(0.1, 0.05),
        /** It was taken over from other hardware, or from another served model. */
        ASSUMED(0.7, 0.3);

        private final double level;
        private final double tilt;

        Prior(double level, double tilt) {
            this.level = level;
            this.tilt = tilt;
        }
    }

    /** Nothing learned yet. */
    public static Calibration starting(Prior prior) {
        TiltedScale scale = TiltedScale.within(prior.level, prior.tilt);
        return new Calibration(scale, scale, scale, scale, Bench.UNSEEN);
    }

    /** Nothing seen yet, and factors that were learned before, each with the trust it had earned. */
    public static Calibration recalled(
            TiltedScale prefill, TiltedScale decode, TiltedScale idlePower, TiltedScale busyPower) {
        return new Calibration(prefill, decode, idlePower, busyPower, Bench.UNSEEN);
    }

    /** Why this can be nothing that was learned; empty if it can. */
    public Optional<String> objection() {
        return objection("prefill", prefill)
                .or(() -> objection("decode", decode))
                .or(() -> objection("idle power", idlePower))
                .or(() -> objection("busy power", busyPower));
    }

    private static Optional<String> objection(String name, TiltedScale scale) {
        return scale.objection().map(why -> name + ": " + why);
    }

    /** How often the node was found to behave otherwise than before. */
    public int changes() {
        return prefill.changes() + decode.changes() + idlePower.changes() + busyPower.changes();
    }

    /** Whether this corrects a model just as {@code other} does. */
    public boolean correctsAs(Calibration other) {
        return prefill.equals(other.prefill)
                && decode.equals(other.decode)
                && idlePower.equals(other.idlePower)
                && busyPower.equals(other.busyPower);
    }

    /**
     * What is known after an observation.
     *
     * @param model the model to correct, uncorrected
     * @param applied what the GPUs said at the end of the window
     */
    public Calibration after(Observation seen, EngineModel model, Applied applied) {
        Megahertz clock = applied.clock();
        Bench next = bench.after(seen, clock);
        Calibration known = new Calibration(prefill, decode, idlePower, busyPower, next);
        Window window = seen.window();
        double still = window.from().secondsSince(next.clockSince());
        if (!bench.isAt(clock) || still < ACTUATED_SECONDS) {
            return known;
        }
        double watts = still >= SETTLED_SECONDS ? applied.watts() : 0;
        if (DecodeSteps.areIn(window, bench, next)) {
            return DecodeSteps.of(window, bench, Pace.of(seen, model), clock).teach(known, watts);
        }
        if (LonePrompt.isIn(window, bench, next)) {
            return LonePrompt.of(window, bench, Pace.of(seen, model)).teach(known, clock, still);
        }
        if (MixedSteps.areIn(window, bench, next)) {
            return MixedSteps.of(window, bench, next, Pace.of(seen, model), clock)
                    .teach(known, model, watts);
        }
        return watts > 0 && isIdle(window, next) ? known.idling(watts, model, clock) : known;
    }

    /** Whether nothing has been in flight for so long that the power is that of idle GPUs. */
    private static boolean isIdle(Window window, Bench next) {
        return next.idleSince().isBefore(window.to()) && window.to().secondsSince(next.idleSince()) >= SETTLED_SECONDS;
    }

    private Calibration idling(double watts, EngineModel model, Megahertz clock) {
        double ratio = watts / model.power().idleWatts(clock);
        TiltedScale idle = idlePower.after(ratio, clock, model.reference(), IDLE_POWER_NOISE);
        return new Calibration(prefill, decode, idle, busyPower, bench);
    }

    Calibration withPrefill(TiltedScale factor) {
        return new Calibration(factor, decode, idlePower, busyPower, bench);
    }

    Calibration withDecode(TiltedScale factor) {
        return new Calibration(prefill, factor, idlePower, busyPower, bench);
    }

    Calibration withBusyPower(TiltedScale factor) {
        return new Calibration(prefill, decode, idlePower, factor, bench);
    }
}
