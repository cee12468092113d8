package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.telemetry.Workload;
import io.gpugovernor.core.units.Megahertz;

/**
 * How fast the engine works beside its present batch.
 *
 * @param model what is believed of the engine
 * @param decodes sequences that are past their first token
 * @param meanContext their expected context, tokens
 */
record Pace(EngineModel model, double decodes, double meanContext) {
    static Pace of(Observation seen, EngineModel model) {
        Workload workload = seen.workload();
        double context = workload.prompts().mean() * workload.reuse().factor()
                + workload.outputs().mean() / 2;
        double decodes = Math.max(0, seen.snapshot().running() - workload.debt().count());
        return new Pace(model, decodes, context);
    }

    /** How long steps of all kinds take at a clock; what is wanted of one clock is best asked of one of these. */
    ClockedStep at(Megahertz clock) {
        return model.stepTime().at(clock);
    }

    /** Seconds for one more prompt token, in a step that is full. */
    double promptToken(Megahertz clock) {
        return promptToken(fullStep(clock));
    }

    /** The same where a full step takes so many seconds. */
    double promptToken(double fullStep) {
        return fullStep / room();
    }

    /**
     * Seconds by which a prompt token holds up those who decode, for each gets a token in a prompt's step too.
     *
     * @param promptToken seconds for one more prompt token
     * @param decodeStep seconds of a step without prefill
     */
    double delay(double promptToken, double decodeStep) {
        return Math.max(0, promptToken - decodeStep / room());
    }

    /** Seconds of a step that prompts fill. */
    double fullStep(Megahertz clock) {
        return fullStep(at(clock));
    }

    double fullStep(ClockedStep at) {
        return at.seconds(room(), decodes, meanContext);
    }

    /** Seconds of a step that prompts fill beside one decode. */
    double besideOne(Megahertz clock) {
        return model.stepTime().seconds(clock, model.stepTokens() - 1, 1, meanContext);
    }

    /** Seconds of a step that computes so many prompt tokens. */
    double step(Megahertz clock, double prompts) {
        return model.stepTime().seconds(clock, prompts, decodes, meanContext);
    }

    /** Prompt tokens that fit into a step beside the decodes. */
    double room() {
        return model.roomBeside(decodes);
    }

    /** Seconds of a step without prefill; of one sequence where none is decoding. */
    double decodeStep(Megahertz clock) {
        return decodeStep(at(clock));
    }

    double decodeStep(ClockedStep at) {
        return at.seconds(0, Math.max(1, decodes), meanContext);
    }
}
