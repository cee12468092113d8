package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.units.Megahertz;

/**
 * The steps of a window that gave first tokens, with prompts among their decodes: all that a busy engine ever shows.
 *
 * <pre>
 * count    = times between tokens / decodes
 * prompts  = prompt tokens computed / count
 * residual = ln(mean step / step(prompts, decodes)), nearer to zero by DOUBT
 * a        = share of the step that the prefill factor stretches
 * prefill is off by residual / a,        with the noise  hypot(noise, (1 - a) * deviation of decode) / a
 * decode  is off by residual / (1 - a),  with the noise  hypot(noise, a * deviation of prefill) / (1 - a)
 * noise    = hypot(NOISE, 1 / count)
 * </pre>
 *
 * <p>How a window's prompts spread over its steps is not known, and steps get longer by more than their mean does; so a
 * model that is right within {@value #DOUBT} is left to windows that tell more. Source of the gains: the Kalman filter of
 * two independent factors, of which one sum is observed.
 *
 * @param count how many steps
 * @param seconds mean time of one
 * @param prompts prompt tokens in one
 * @param decodes sequences decoding in it
 * @param meanContext their expected context, tokens
 */
record MixedSteps(double count, double seconds, double prompts, double decodes, double meanContext) {
    /** Logarithm of a factor that a mean may be off by, whatever the model. */
    private static final double DOUBT = 0.15;

    private static final double NOISE = 0.2;
    private static final double POWER_NOISE = 0.1;
    /** A window with fewer tells more of its ends than of its steps. */
    private static final int ENOUGH = 2;
    /** Less of a step tells nothing of a factor. */
    private static final double TELLING = 0.05;

    /**
     * @param decodes sequences that decoded in the window, above 0
     * @param pace of the engine at its end
     */
    static MixedSteps of(Window window, double decodes, Pace pace) {
        double count = window.stepLatency().count() / decodes;
        double room = Math.max(1, pace.model().stepTokens() - decodes);
        double prompts = Math.min(room, window.finer().computedPromptTokens() / Math.max(1, count));
        return new MixedSteps(count, window.stepLatency().mean(), prompts, decodes, pace.meanContext());
    }

    /**
     * What is known after these steps.
     *
     * @param known before them
     * @param model the model to correct, uncorrected
     * @param clock in force during them
     * @param watts that the GPUs drew meanwhile; 0 if that is not known
     */
    Calibration teach(Calibration known, EngineModel model, Megahertz clock, double watts) {
        if (count < ENOUGH) {
            return known;
        }
        StepTime believed = model.stepTime().scaled(known.prefill(), known.decode());
        double residual = beyondDoubt(seconds / believed.seconds(clock, prompts, decodes, meanContext));
        Calibration timed = residual == 0 ? known : timed(known, believed, residual, clock);
        TiltedScale busy = watts > 0 ? power(known.busyPower(), believed, model, clock, watts) : known.busyPower();
        return new Calibration(timed.prefill(), timed.decode(), known.idlePower(), busy, known.bench());
    }

    /** What is known of the steps' times after a residual, shared by how much of the step goes with each factor. */
    private Calibration timed(Calibration known, StepTime believed, double residual, Megahertz clock) {
        Megahertz reference = believed.reference();
        double a = believed.prefillShare(clock, prompts, decodes, meanContext);
        double noise = Math.hypot(NOISE, 1 / count);
        double ofPrefill = a * known.prefill().deviation(clock, reference);
        double ofDecode = (1 - a) * known.decode().deviation(clock, reference);
        return new Calibration(
                off(known.prefill(), residual, a, Math.hypot(noise, ofDecode), clock, reference),
                off(known.decode(), residual, 1 - a, Math.hypot(noise, ofPrefill), clock, reference),
                known.idlePower(),
                known.busyPower(),
                known.bench());
    }

    private TiltedScale power(TiltedScale known, StepTime believed, EngineModel model, Megahertz clock, double watts) {
        double share = believed.computeShare(clock, prompts + decodes, seconds);
        double modelled = model.power().busyWatts(clock, share) * known.at(clock, model.reference());
        return off(known, beyondDoubt(watts / modelled), 1, POWER_NOISE, clock, model.reference());
    }

    private static double beyondDoubt(double ratio) {
        double off = Math.log(ratio);
        return Math.signum(off) * Math.max(0, Math.abs(off) - DOUBT);
    }

    /** {@code known} after a step that was off by {@code residual}, of which the factor stretches {@code share}. */
    static TiltedScale off(
            TiltedScale known, double residual, double share, double noise, Megahertz clock, Megahertz reference) {
        if (residual == 0 || share < TELLING) {
            return known;
        }
        double ratio = known.at(clock, reference) * Math.exp(residual / share);
        return known.after(ratio, clock, reference, noise / share);
    }
}
