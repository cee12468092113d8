package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.units.Megahertz;

/**
 * How much longer the times between tokens were lately than the model says of the same work.
 *
 * <pre>
 * measured += times between tokens
 * believed += step(0) * how many there were + held         held = prompt tokens * (step(m) - step(0)) / m * held up by them
 * unsure   += held^2 / prompts                                         all fade over {@value #MEMORY} s
 * factor    = max(1, min(MOST, (measured + 1 s) / (believed + 1 s)) ^ trust)
 * trust     = DEVIATION^2 / (DEVIATION^2 + unsure / (believed + 1 s)^2)
 * m         = prompt tokens of a step that computes any: a prompt's, or more where all steps do, at most what fits
 * </pre>
 *
 * <p>A model may be right where few requests decode, and a third too short where hundreds do. A window does not show that by
 * itself, since prompts that are computed in it may be counted in the next; over some seconds that evens out. As long as
 * the batch is like the last ones, its steps are taken to go on being as much longer, at every clock.
 *
 * <p>Who is held up by a prompt is known to about one request, so a few long prompts tell less than many short ones. Times
 * that are shorter than believed lower no risk: the model learns of that, where it is certain.
 *
 * @param measured seconds, summed over tokens
 * @param believed seconds that the model gives those tokens
 * @param unsure variance of {@code believed} for what is not known of prompts, seconds squared
 */
public record StepExperience(double measured, double believed, double unsure) {
    /** Seconds after which what happened counts a third: an answer's time, in which a batch is still the same. */
    private static final double MEMORY = 15;
    /** Seconds, summed over tokens, that are taken to be as believed. */
    private static final double PRIOR = 1;
    /** Standard deviation of the factor's logarithm, before anything was seen. */
    private static final double DEVIATION = 0.2;
    /** What is further off is no model of this engine: the calibration finds that out. */
    private static final double MOST = 1.5;

    /** Nothing was seen yet. */
    public static final StepExperience NONE = new StepExperience(0, 0, 0);

    /**
     * After a window at whose end the model was {@code model}, corrected.
     *
     * @param before how things stood when it began
     * @param clock in force when it ended
     */
    public StepExperience after(Observation seen, Bench before, EngineModel model, Megahertz clock) {
        Window window = seen.window();
        double kept = Math.exp(-window.seconds() / MEMORY);
        Pace end = Pace.of(seen, model);
        double decodes = (before.decodes() + end.decodes()) / 2;
        if (decodes == 0) {
            return new StepExperience(measured * kept, believed * kept, unsure * kept);
        }
        long gaps = window.stepLatency().count();
        Pace pace = new Pace(model, decodes, end.meanContext());
        double step = pace.decodeStep(clock);
        double prompts = Math.max(1, window.finer().prompts());
        // The first holds up those that decode already, the next ones also those before them.
        double requests = before.decodes() + (prompts - 1) / 2;
        double held =
                requests * secondsOf(window.finer().computedPromptTokens(), prompts, gaps / decodes, pace, clock, step);
        return new StepExperience(
                measured * kept + window.stepLatency().sum(),
                believed * kept + gaps * step + held,
                unsure * kept + held * held / prompts);
    }

    /** Seconds by which so many tokens of so many prompts, computed in {@code steps}, hold up whoever decodes meanwhile. */
    private static double secondsOf(
            double tokens, double prompts, double steps, Pace pace, Megahertz clock, double decodeStep) {
        if (tokens == 0) {
            return 0;
        }
        double inStep = Math.min(pace.room(), Math.max(tokens / prompts, tokens / Math.max(1, steps)));
        return tokens * (pace.step(clock, inStep) - decodeStep) / inStep;
    }

    /** What the time of any step is to be multiplied with, 1 or more. */
    double factor() {
        double sure = believed + PRIOR;
        double trust = DEVIATION * DEVIATION / (DEVIATION * DEVIATION + unsure / (sure * sure));
        double ratio = Math.min(MOST, (measured + PRIOR) / sure);
        return Math.max(1, Math.pow(ratio, trust));
    }
}
