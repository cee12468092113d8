package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.units.Megahertz;

/**
 * The steps of a window that gave first tokens, with prompts among their decodes: all that a busy engine ever shows.
 *
 * <pre>
 * count    = times between tokens / decodes
 * prompts  = prompt tokens that were counted / count
 * least    = step(prompts), or step(0) if some were owed when the window began: what is counted may be of before
 * most     = step(0) + (step(room) - step(0)) * prompts / room, or step(room) if some are owed when it ends: they may
 *            have been computed without being counted yet
 * residual = what the mean step is less than least or more than most, nearer to zero by DOUBT
 * noise    = hypot(NOISE, 1 / count)
 * </pre>
 *
 * <p>How a window's prompts spread over its steps is not known, and steps get longer by more than their mean does: even
 * steps are the shortest that their prompts allow, and full ones beside such without any the longest. A model within both,
 * and {@value #DOUBT}, is left to windows that tell more.
 *
 * @param count how many steps
 * @param least the mean one, with the fewest prompt tokens it may have had
 * @param most with the most
 * @param room prompt tokens of a full one
 */
record MixedSteps(double count, TimedStep least, TimedStep most, double room) {
    /** Logarithm of a factor that a mean may be off by, whatever the model. */
    private static final double DOUBT = 0.15;

    private static final double NOISE = 0.2;
    private static final double POWER_NOISE = 0.1;
    /** A window with fewer tells more of its ends than of its steps. */
    private static final int ENOUGH = 2;

    /** Whether prompts and decodes were computed together. */
    static boolean areIn(Window window, Bench before, Bench after) {
        return window.firstTokens() > 0 && before.decodes() > 0 && after.decodes() > 0;
    }

    /** @param pace of the engine at the window's end */
    static MixedSteps of(Window window, Bench before, Bench after, Pace pace, Megahertz clock) {
        double decodes = (before.decodes() + after.decodes()) / 2.0;
        double count = window.stepLatency().count() / decodes;
        double room = pace.model().roomBeside(decodes);
        double prompts = Math.min(room, window.finer().computedPromptTokens() / Math.max(1, count));
        double seconds = window.stepLatency().mean();
        return new MixedSteps(
                count,
                new TimedStep(clock, seconds, before.debts() == 0 ? prompts : 0, decodes, pace.meanContext()),
                new TimedStep(clock, seconds, after.debts() == 0 ? prompts : room, decodes, pace.meanContext()),
                room);
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
        double noise = Math.hypot(NOISE, 1 / count);
        double slow = most.residualOfFull(believed, room) - DOUBT;
        double fast = least.residual(believed) + DOUBT;
        Calibration timed = slow > 0
                ? timed(known, most.delay(believed, slow, noise))
                : fast < 0 ? timed(known, least.delay(believed, fast, noise)) : known;
        return watts > 0 ? timed.withBusyPower(power(known.busyPower(), believed, model, watts)) : timed;
    }

    private static Calibration timed(Calibration known, TimedStep.Delay delay) {
        return known.withPrefill(delay.prefill(known)).withDecode(delay.decode(known));
    }

    private TiltedScale power(TiltedScale known, StepTime believed, EngineModel model, double watts) {
        Megahertz clock = least.clock();
        double scaled = watts / known.at(clock, model.reference());
        double more = Math.log(scaled / model.power().busyWatts(clock, most.computeShare(believed))) - DOUBT;
        double less = Math.log(scaled / model.power().busyWatts(clock, least.computeShare(believed))) + DOUBT;
        double residual = more > 0 ? more : Math.min(0, less);
        return residual == 0 ? known : known.offBy(residual, 1, clock, model.reference(), POWER_NOISE);
    }
}
