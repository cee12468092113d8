package io.gpugovernor.sim.survey;

import io.gpugovernor.sim.replay.RunResult;

/** What became of a {@link Draw} at maximum clock and under the governor. */
record Outcome(Draw draw, RunResult maximum, RunResult slack) {
    /** What is to be kept: the promise, or what maximum clock keeps where that is less. */
    double due() {
        return Math.min(draw.slo().quantile().value(), kept(maximum));
    }

    /** By how much the governor keeps less than is {@link #due}; negative where it keeps more. */
    double missing() {
        return due() - kept(slack);
    }

    double saving() {
        return slack.savingAgainst(maximum);
    }

    private static double kept(RunResult run) {
        return run.attainment().joint().value();
    }

    @Override
    public String toString() {
        return "%s, %d requests: maximum %.4f, slack %.4f, saves %.1f %%"
                .formatted(draw, slack.requests(), kept(maximum), kept(slack), 100 * saving());
    }
}
