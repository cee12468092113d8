package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.units.Megahertz;

/**
 * The steps of a window that gave first tokens, with prompts among their decodes: all that a busy engine ever shows.
 *
 * <pre>
 * count    = times between tokens / decodes
 * prompts  = prompt tokens computed / count
 * residual = of a mean step with so many prompt tokens, nearer to zero by DOUBT
 * noise    = hypot(NOISE, 1 / count)
 * </pre>
 *
 * <p>How a window's prompts spread over its steps is not known, and steps get longer by more than their mean does; so a
 * model that is right within {@value #DOUBT} is left to windows that tell more.
 *
 * @param count how many steps
 * @param step the mean one
 */
record MixedSteps(double count, TimedStep step) {
    /** Logarithm of a factor that a mean may be off by, whatever the model. */
    private static final double DOUBT = 0.15;

    private static final double NOISE = 0.2;
    private static final double POWER_NOISE = 0.1;
    /** A window with fewer tells more of its ends than of its steps. */
    private static final int ENOUGH = 2;

    /** Whether prompts and decodes were computed together, and what had been begun before evens out with the end's. */
    static boolean areIn(Window window, Bench before, Bench after) {
        return window.firstTokens() > 0
                && before.debts() == after.debts()
                && before.decodes() > 0
                && after.decodes() > 0;
    }

    /** @param pace of the engine at the window's end */
    static MixedSteps of(Window window, Bench before, Bench after, Pace pace, Megahertz clock) {
        double decodes = (before.decodes() + after.decodes()) / 2.0;
        double count = window.stepLatency().count() / decodes;
        double prompts =
                Math.min(pace.model().roomBeside(decodes), window.finer().computedPromptTokens() / Math.max(1, count));
        return new MixedSteps(
                count, new TimedStep(clock, window.stepLatency().mean(), prompts, decodes, pace.meanContext()));
    }

    /**
     * What is known after these steps.
     *
     * @param known before them
     * @param model the model to correct, uncorrected
     * @param watts that the GPUs drew meanwhile; 0 if that is not known
     */
    Calibration teach(Calibration known, EngineModel model, double watts) {
        if (count < ENOUGH) {
            return known;
        }
        StepTime believed = model.stepTime().scaled(known.prefill(), known.decode());
        double residual = beyondDoubt(step.residual(believed));
        double noise = Math.hypot(NOISE, 1 / count);
        Calibration timed = residual == 0 ? known : timed(known, step.delay(believed, residual, noise));
        return watts > 0 ? timed.withBusyPower(power(known.busyPower(), believed, model, watts)) : timed;
    }

    private static Calibration timed(Calibration known, TimedStep.Delay delay) {
        return known.withPrefill(delay.prefill(known)).withDecode(delay.decode(known));
    }

    private TiltedScale power(TiltedScale known, StepTime believed, EngineModel model, double watts) {
        Megahertz clock = step.clock();
        double modelled =
                model.power().busyWatts(clock, step.computeShare(believed)) * known.at(clock, model.reference());
        double residual = beyondDoubt(Math.log(watts / modelled));
        return residual == 0 ? known : known.offBy(residual, 1, clock, model.reference(), POWER_NOISE);
    }

    private static double beyondDoubt(double residual) {
        return Math.signum(residual) * Math.max(0, Math.abs(residual) - DOUBT);
    }
}
