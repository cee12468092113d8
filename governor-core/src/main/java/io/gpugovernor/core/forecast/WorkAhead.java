package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.BegunPrompts;
import io.gpugovernor.core.telemetry.FirstTokenDebt;
import io.gpugovernor.core.telemetry.LengthDistribution;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.telemetry.Workload;

/**
 * The work an observation stands for, in the terms that forecasts share.
 *
 * @param debts requests owed a first token
 * @param decodes sequences that are past their first token
 * @param begun the oldest of them whose prompts the engine has begun, if it says how long those are; 0 if not, or if they
 *     should be done by now: then something holds them up that no length explains, and lengths are conditioned on it
 * @param headDone prompt tokens that should be computed by now of the oldest debt, or of all that are begun
 * @param headRest prompt tokens still to compute, expected, of the oldest debt, or of all that are begun
 * @param prefillTokens prompt tokens still to compute for all debts, expected
 * @param meanPrompt expected prompt length of a request
 * @param meanOutput expected output length of a request
 * @param pace how fast the engine works beside the present batch
 */
record WorkAhead(
        int debts,
        double decodes,
        int begun,
        double headDone,
        double headRest,
        double prefillTokens,
        double meanPrompt,
        double meanOutput,
        Pace pace) {

    /** Share of the modelled progress that is believed; the rest is the model's possible error. */
    private static final double PROGRESS_TRUST = 0.8;

    static WorkAhead of(Observation seen, EngineModel model, HeadProgress progress) {
        double done = PROGRESS_TRUST * progress.tokens();
        BegunPrompts told = seen.workload().begun();
        return of(seen, model, done, done < told.tokens() ? told.count() : 0);
    }

    /** The same without what the engine says of prompts that it has begun. */
    static WorkAhead untold(Observation seen, EngineModel model, HeadProgress progress) {
        return of(seen, model, PROGRESS_TRUST * progress.tokens(), 0);
    }

    private static WorkAhead of(Observation seen, EngineModel model, double done, int begun) {
        Workload workload = seen.workload();
        FirstTokenDebt debt = workload.debt();
        double prompt = workload.prompts().mean();
        double output = workload.outputs().mean();
        Pace pace = Pace.of(seen, model);
        double head = begun > 0 ? workload.begun().tokens() - done : debt.isEmpty() ? 0 : expectedRest(workload, done);
        double prefill = head + Math.max(0, debt.count() - Math.max(1, begun)) * prompt;
        return new WorkAhead(debt.count(), pace.decodes(), begun, done, head, prefill, prompt, output, pace);
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
