package io.gpugovernor.sim.tournament;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.policy.IdleDropPolicy;
import io.gpugovernor.core.policy.MaximumPolicy;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.StaticPolicy;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.peer.Clairvoyant;
import io.gpugovernor.sim.replay.RunResult;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.replay.Simulation;
import io.gpugovernor.sim.replay.TelemetryMode;
import io.gpugovernor.sim.replay.Watcher;
import java.util.List;
import java.util.function.Consumer;

/**
 * One scenario for one contender at a time.
 *
 * @param scenario what is played
 * @param belief what this project's governor starts from
 * @param wall real time, to tell how long runs took
 */
public record Match(Scenario scenario, Belief belief, TimeSource wall) {
    /** {@code contender}'s run under {@code seed}; {@code watcher} looks on, except at a search for the best clock. */
    public RunResult play(Contender contender, long seed, Watcher watcher) {
        return contender instanceof Contender.StaticBest
                ? staticBest(seed, run -> {})
                : seated(contender.name(), seat(contender), seed, watcher);
    }

    /** What {@code contender} needs to take part; may take seconds, and serves any number of runs. */
    Seat seat(Contender contender) {
        if (contender instanceof Contender.Peer peer) {
            return peer.governor().seat(scenario);
        } else if (contender instanceof Contender.Clairvoyance) {
            return new Seat(
                    new TelemetryMode.Scrape(Clairvoyant.PERIOD),
                    engine -> Clairvoyant.in(engine, scenario.trace(), scenario.slo()));
        }
        Policy policy = policy(contender);
        return new Seat(scenario.telemetry(), engine -> policy);
    }

    RunResult seated(String name, Seat seat, long seed, Watcher watcher) {
        return Simulation.runInside(scenario.heard(seat.cadence()), name, seat.policy(), seed, wall, watcher);
    }

    private Policy policy(Contender contender) {
        if (contender instanceof Contender.Static fixed) {
            return new StaticPolicy(fixed.clock());
        } else if (contender instanceof Contender.IdleDrop) {
            return new IdleDropPolicy();
        } else if (contender instanceof Contender.Slack) {
            return belief.policy(scenario);
        }
        return new MaximumPolicy();
    }

    /** In hindsight: every rung of the ladder first, then the steps around the best. {@code told} hears of every run. */
    RunResult staticBest(long seed, Consumer<RunResult> told) {
        ClockTable clocks = scenario.hardware().clocks();
        List<Megahertz> rungs = Ladder.of(clocks).rungs();
        RunResult maximum = Simulation.run(scenario, "max", new MaximumPolicy(), seed, wall);
        RunResult best = better(maximum, tryAll(rungs, seed, told));
        int centre = (int) Math.round(best.meanClockMegahertz());
        List<Megahertz> around = clocks.steps().stream()
                .filter(step -> Math.abs(step.value() - centre) < Ladder.SPACING && !rungs.contains(step))
                .toList();
        return better(best, tryAll(around, seed, told)).named("static-best");
    }

    private List<RunResult> tryAll(List<Megahertz> clocks, long seed, Consumer<RunResult> told) {
        return clocks.parallelStream()
                .map(clock -> {
                    Policy fixed = new StaticPolicy(clock);
                    RunResult run = Simulation.run(scenario, "static:" + clock.value(), fixed, seed, wall);
                    told.accept(run);
                    return run;
                })
                .toList();
    }

    /** The run with the least energy among those that keep the SLO; {@code otherwise} if none of them does better. */
    private RunResult better(RunResult otherwise, List<RunResult> candidates) {
        double required = scenario.slo().quantile().value();
        RunResult best = otherwise;
        for (RunResult candidate : candidates) {
            if (candidate.attainment().joint().value() >= required
                    && candidate.energy().compareTo(best.energy()) < 0) {
                best = candidate;
            }
        }
        return best;
    }
}
