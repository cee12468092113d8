package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import java.util.Optional;

/**
 * What this node taught about a model that came from elsewhere: four factors, each learned where it can be seen alone.
 *
 * <ul>
 *   <li><b>prefill</b>: a window in which the only request owed a first token got it. Its TTFT and its length are exact;
 *       what no clock changes is taken off, and the wait for the step in progress.
 *   <li><b>decode</b>: a window without any prompt; the mean time between tokens against the modelled step, of which the
 *       arithmetic of as many tokens is taken off.
 *   <li><b>idle power</b> and <b>busy power</b>: what the GPUs draw with nothing in flight, and with decodes only.
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
    /** Standard deviations of steps and power around any model, relative. */
    private static final double NOISE = 0.05;

    private static final double PREFILL_NOISE = 0.1;
    /** Jitter of a time to first token that is no arithmetic, seconds. */
    private static final double JITTER_SECONDS = 0.003;
    /**
     * What decodes add to the steps of a prompt counts so often as noise: an engine that does not mix them takes less, and
     * would be believed to be fast with prompts that fill a step.
     */
    private static final double BESIDE = 4;
    /** Shorter prompts say more about overheads than about arithmetic. */
    private static final int TELLING_PROMPT = 128;

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
        double still = seen.window().from().secondsSince(next.clockSince());
        if (!bench.isAt(clock) || still < ACTUATED_SECONDS) {
            return with(next);
        }
        Window window = seen.window();
        boolean powerTells = still >= SETTLED_SECONDS && applied.watts() > 0;
        boolean idle = powerTells
                && next.idleSince().isBefore(window.to())
                && window.to().secondsSince(next.idleSince()) >= SETTLED_SECONDS;
        boolean decodesOnly = decodesOnly(window, next);
        boolean alone = isAlone(window, next);
        boolean mixed = !alone && isMixed(window, next);
        if (!idle && !decodesOnly && !mixed && !alone) {
            return with(next);
        }
        Pace pace = Pace.of(seen, model);
        if (mixed) {
            double decodes = (bench.decodes() + next.decodes()) / 2.0;
            return MixedSteps.of(window, decodes, pace)
                    .teach(with(next), model, clock, powerTells ? applied.watts() : 0);
        }
        return new Calibration(
                alone ? prefillAfter(window, pace, model, clock, still) : prefill,
                decodesOnly ? decodeAfter(window, pace, model, clock) : decode,
                idle ? learn(idlePower, applied.watts() / model.power().idleWatts(clock), model, clock) : idlePower,
                decodesOnly && powerTells ? busyAfter(pace, model, clock, applied.watts()) : busyPower,
                next);
    }

    /** The same, compared with another end of a window from now on. */
    private Calibration with(Bench next) {
        return new Calibration(prefill, decode, idlePower, busyPower, next);
    }

    /** No prompt was in the window, neither at its ends nor in between. */
    private boolean decodesOnly(Window window, Bench next) {
        return window.firstTokens() == 0
                && window.promptTokens() == 0
                && window.arrivals() == 0
                && bench.debts() == 0
                && next.debts() == 0
                && bench.running() > 0
                && next.running() > 0;
    }

    /** Prompts and decodes were computed together, and what had been begun before evens out with what was at the end. */
    private boolean isMixed(Window window, Bench next) {
        return window.firstTokens() > 0 && bench.debts() == next.debts() && bench.decodes() > 0 && next.decodes() > 0;
    }

    /** One request was owed a first token, and got it; its prompt is long enough to be told from overheads. */
    private boolean isAlone(Window window, Bench next) {
        return window.firstTokens() == 1
                && window.ttft().count() == 1
                && bench.debts() + window.arrivals() == 1
                && next.debts() == 0
                && window.finer().computedPromptTokens() >= TELLING_PROMPT;
    }

    private TiltedScale prefillAfter(Window window, Pace pace, EngineModel model, Megahertz clock, double still) {
        double ttft = window.ttft().sum();
        double tokens = window.finer().computedPromptTokens();
        if (still < ttft) {
            return prefill;
        }
        double decodes = bench.decodes();
        double wait = decodes > 0 ? pace.decodeStep(clock) * decode.at(clock, model.reference()) / 2 : 0;
        double room = Math.max(1, model.stepTokens() - decodes);
        double modelled = 0;
        double alone = 0;
        for (double rest = tokens; rest > 0; rest -= room) {
            modelled += model.stepTime().seconds(clock, Math.min(rest, room), decodes, pace.meanContext());
            alone += model.stepTime().seconds(clock, Math.min(rest, room), 0, 0);
        }
        double measured = ttft - Durations.seconds(model.firstTokenOverhead()) - wait;
        double beside = BESIDE * (modelled - alone);
        double noise = Math.hypot(PREFILL_NOISE, Math.hypot(wait + JITTER_SECONDS, beside) / modelled);
        return prefill.after(measured / modelled, clock, model.reference(), noise);
    }

    private TiltedScale decodeAfter(Window window, Pace pace, EngineModel model, Megahertz clock) {
        if (window.stepLatency().count() == 0) {
            return decode;
        }
        // A batch that changed meanwhile makes the mean step less telling.
        double noise = NOISE + 0.2 * Math.abs(pace.decodes() - bench.running()) / Math.max(1, pace.decodes());
        double decodes = Math.max(1, pace.decodes());
        StepTime believed = model.stepTime().scaled(prefill, decode);
        double arithmetic = believed.prefillShare(clock, 0, decodes, pace.meanContext());
        double residual =
                Math.log(window.stepLatency().mean() / believed.seconds(clock, 0, decodes, pace.meanContext()));
        double doubt = Math.hypot(noise, arithmetic * prefill.deviation(clock, believed.reference()));
        return MixedSteps.off(decode, residual, 1 - arithmetic, doubt, clock, believed.reference());
    }

    private TiltedScale busyAfter(Pace pace, EngineModel model, Megahertz clock, double watts) {
        double share = model.stepTime().computeShare(clock, 0, Math.max(1, pace.decodes()), pace.meanContext());
        return learn(busyPower, watts / model.power().busyWatts(clock, share), model, clock);
    }

    private static TiltedScale learn(TiltedScale scale, double ratio, EngineModel model, Megahertz clock) {
        return scale.after(ratio, clock, model.reference(), NOISE);
    }
}
