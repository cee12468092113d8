package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.units.Megahertz;

/**
 * The steps of a window without any prompt: the mean time between tokens is that of a step, of which the arithmetic of as
 * many tokens is the prefill factor's. What the GPUs draw meanwhile tells of busy power.
 *
 * @param step the mean one
 * @param measured whether its time was
 * @param noise of its time, relative
 * @param pace of the engine at the window's end
 */
record DecodeSteps(TimedStep step, boolean measured, double noise, Pace pace) {
    /** Standard deviation of steps around any model, and of power, relative. */
    private static final double NOISE = 0.05;
    /** A batch that changed meanwhile makes the mean step less telling. */
    private static final double CHANGED = 0.2;

    /** Whether no prompt was in the window, neither at its ends nor in between. */
    static boolean areIn(Window window, Bench before, Bench after) {
        return window.firstTokens() == 0
                && window.promptTokens() == 0
                && window.arrivals() == 0
                && before.debts() == 0
                && after.debts() == 0
                && before.running() > 0
                && after.running() > 0;
    }

    static DecodeSteps of(Window window, Bench before, Pace pace, Megahertz clock) {
        double decodes = Math.max(1, pace.decodes());
        double changed = Math.abs(pace.decodes() - before.running()) / decodes;
        return new DecodeSteps(
                new TimedStep(clock, window.stepLatency().mean(), 0, decodes, pace.meanContext()),
                window.stepLatency().count() > 0,
                NOISE + CHANGED * changed,
                pace);
    }

    /**
     * What is known after these steps.
     *
     * @param watts that the GPUs drew meanwhile; 0 if that is not known
     */
    Calibration teach(Calibration known, double watts) {
        EngineModel model = pace.model();
        StepTime believed = model.stepTime().scaled(known.prefill(), known.decode());
        Calibration timed = measured
                ? known.withDecode(
                        step.delay(believed, step.residual(believed), noise).decode(known))
                : known;
        return watts > 0 ? timed.withBusyPower(power(known.busyPower(), model, watts)) : timed;
    }

    private TiltedScale power(TiltedScale known, EngineModel model, double watts) {
        Megahertz clock = step.clock();
        double share = model.stepTime().computeShare(clock, 0, step.decodes(), step.meanContext());
        return known.after(watts / model.power().busyWatts(clock, share), clock, model.reference(), NOISE);
    }
}
