package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.FirstTokenDebt;
import io.gpugovernor.core.telemetry.LengthDistribution;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.telemetry.Workload;

/**
 * The work an observation stands for, in the terms that forecasts share.
 *
 * @param debts requests owed a first token
 * @param decodes sequences that are past their first token
 * @param headDone prompt tokens of the oldest debt that should be computed by now
 * @param headRest prompt tokens of the oldest debt still to compute, expected
 * @param prefillTokens prompt tokens still to compute for all debts, expected
 * @param meanPrompt expected prompt length of a request
 * @param meanOutput expected output length of a request
 * @param pace how fast the engine works beside the present batch
 */
record WorkAhead(
        int debts,
        double decodes,
        double headDone,
        double headRest,
        double prefillTokens,
        double meanPrompt,
        double meanOutput,
        Pace pace) {

    /** Share of the modelled progress that is believed; the rest is the model's possible error. */
    private static final double PROGRESS_TRUST = 0.8;

    static WorkAhead of(Observation seen, EngineModel model, HeadProgress progress) {
        Workload workload = seen.workload();
        FirstTokenDebt debt = workload.debt();
        double prompt = workload.prompts().mean();
        double output = workload.outputs().mean();
        Pace pace = Pace.of(seen, model);
        double done = PROGRESS_TRUST * progress.tokens();
        double head = debt.isEmpty() ? 0 : expectedRest(workload, done);
        double prefill = head + Math.max(0, debt.count() - 1) * prompt;
        return new WorkAhead(debt.count(), pace.decodes(), done, head, prefill, prompt, output, pace);
    }

    /** Expected tokens left of a prompt known to be longer than {@code done}. */
    private static double expectedRest(Workload workload, double done) {
        LengthDistribution.Remaining longer = workload.prompts().longerThan(done);
        double rest = 0;
        double step = 256;
        for (double token = done; token < done + 32 * step; token += step) {
            double survives = longer.chanceAbove(token + step / 2);
            rest += survives * step;
            if (survives < 0.01) {
                break;
            }
        }
        return rest;
    }
}
