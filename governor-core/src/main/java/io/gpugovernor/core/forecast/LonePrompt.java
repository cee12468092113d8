package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;

/**
 * The only request that was owed a first token in a window, and got it; nor was another while it waited before. Its TTFT and
 * its length are exact.
 *
 * <pre>
 * prefill = (TTFT - overhead - wait) / modelled time of its steps
 * wait    = half a step of the decodes, for the step in progress
 * noise   = hypot(NOISE, (wait + JITTER) / modelled, BESIDE * what decodes add to its steps / modelled)
 * </pre>
 *
 * @param ttft seconds
 * @param tokens of its prompt that were computed
 * @param decodes sequences decoding when the window began
 * @param pace of the engine at its end
 */
record LonePrompt(double ttft, double tokens, double decodes, Pace pace) {
    private static final double NOISE = 0.1;
    /** Jitter of a time to first token that is no arithmetic, seconds. */
    private static final double JITTER_SECONDS = 0.003;
    /**
     * What decodes add to the steps of a prompt counts so often as noise: an engine that does not mix them takes less, and
     * would be believed to be fast with prompts that fill a step.
     */
    private static final double BESIDE = 4;
    /** Shorter prompts say more about overheads than about arithmetic. */
    private static final int TELLING = 128;

    /** Whether such a request got its first token, and its prompt is long enough to be told from overheads. */
    static boolean isIn(Window window, Bench before, Bench after) {
        return window.firstTokens() == 1
                && window.ttft().count() == 1
                && before.isLone(window)
                && after.debts() == 0
                && window.finer().computedPromptTokens() >= TELLING;
    }

    static LonePrompt of(Window window, Bench before, Pace pace) {
        return new LonePrompt(window.ttft().sum(), window.finer().computedPromptTokens(), before.decodes(), pace);
    }

    /**
     * What is known after it.
     *
     * @param clock in force when the window ended
     * @param still seconds for which it had been when the window began; less than the request took teaches nothing
     */
    Calibration teach(Calibration known, Megahertz clock, double still) {
        return still < ttft ? known : known.withPrefill(prefill(known, clock));
    }

    private TiltedScale prefill(Calibration known, Megahertz clock) {
        EngineModel model = pace.model();
        double wait = decodes > 0 ? pace.decodeStep(clock) * known.decode().at(clock, model.reference()) / 2 : 0;
        double room = model.roomBeside(decodes);
        double modelled = 0;
        double alone = 0;
        for (double rest = tokens; rest > 0; rest -= room) {
            modelled += model.stepTime().seconds(clock, Math.min(rest, room), decodes, pace.meanContext());
            alone += model.stepTime().seconds(clock, Math.min(rest, room), 0, 0);
        }
        double measured = ttft - Durations.seconds(model.firstTokenOverhead()) - wait;
        double beside = BESIDE * (modelled - alone);
        double noise = Math.hypot(NOISE, Math.hypot(wait + JITTER_SECONDS, beside) / modelled);
        return known.prefill().after(measured / modelled, clock, model.reference(), noise);
    }
}
