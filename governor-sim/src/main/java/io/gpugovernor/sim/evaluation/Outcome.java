package io.gpugovernor.sim.evaluation;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.sim.replay.RunResult;
import java.util.List;

/**
 * What is kept of a run; quantities in base units.
 *
 * @param course the run over time; empty if nobody watched
 */
public record Outcome(
        int requests,
        int completed,
        double joules,
        double elapsedSeconds,
        double ttftKept,
        double tbtKept,
        double jointKept,
        long clockChanges,
        double meanClockMegahertz,
        double wallSeconds,
        List<Stretch> course) {
    static Outcome of(RunResult run, List<Stretch> course) {
        return new Outcome(
                run.requests(),
                run.completed(),
                run.energy().value(),
                Durations.seconds(run.elapsed()),
                run.attainment().ttft().value(),
                run.attainment().tbt().value(),
                run.attainment().joint().value(),
                run.clockChanges(),
                run.meanClockMegahertz(),
                Durations.seconds(run.wall()),
                course);
    }

    /** Energy saved against {@code maximum}, as a share of it. */
    public double savingAgainst(Outcome maximum) {
        return 1 - joules / maximum.joules();
    }

    /** Changes of the setpoint a minute. */
    public double switchesPerMinute() {
        return clockChanges / (elapsedSeconds / 60);
    }
}
