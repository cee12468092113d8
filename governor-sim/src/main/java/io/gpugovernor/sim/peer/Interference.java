package io.gpugovernor.sim.peer;

import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.gpu.StepShape;

/**
 * How much longer tokens take than the decode batch alone would, because prompts are computed in the same steps and
 * switches stall them. Systems made for separate prefill and decode GPUs know no such thing; their TBT target is
 * divided by it here, or they would miss it whenever they come near it.
 *
 * @param at when it was last brought up to date
 * @param gaps seconds between tokens as they were, fading
 * @param alone seconds that decode steps alone would have taken, fading
 */
record Interference(Moment at, double gaps, double alone) {
    private static final double MEMORY_SECONDS = 10;

    static Interference none(Moment now) {
        return new Interference(now, 0, 0);
    }

    /** At the end of another step: how long tokens took, against {@code decode} alone at {@code clock}. */
    Interference after(Situation situation, EngineState state, StepModel model, Megahertz clock) {
        Window window = situation.observation().window();
        StepShape decode = state.decodeStep();
        double fading = Math.exp(-Durations.seconds(state.now().since(at)) / MEMORY_SECONDS);
        boolean measured = window.stepLatency().count() > 0 && !decode.equals(StepShape.NOTHING);
        return new Interference(
                state.now(),
                gaps * fading + (measured ? window.stepLatency().mean() : 0),
                alone * fading + (measured ? model.seconds(decode, clock) : 0));
    }

    /** At least 1. */
    double stretch() {
        return alone > 0 ? Math.max(1, gaps / alone) : 1;
    }

    Promise shared(Promise promise) {
        return promise.times(1, 1 / stretch());
    }
}
