package io.gpugovernor.sim.tournament;

import io.gpugovernor.core.forecast.Cadence;
import io.gpugovernor.core.forecast.EngineModel;
import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.policy.IdleDropPolicy;
import io.gpugovernor.core.policy.MaximumPolicy;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.StaticPolicy;
import io.gpugovernor.core.policy.guard.Hysteresis;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.characterize.Probe;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.peer.Clairvoyant;
import io.gpugovernor.sim.replay.Insider;
import io.gpugovernor.sim.replay.RunResult;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.replay.Simulation;
import io.gpugovernor.sim.replay.TelemetryMode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Runs contenders against each other on one scenario, over several seeds, on all cores. The order of the results is that
 * of the contenders, then of the seeds, whatever finished first.
 */
public final class Contest {
    private final Scenario scenario;
    private final Consumer<String> progress;
    private final TimeSource wall;
    private final EngineModel model;

    /**
     * @param wall real time, to tell how long runs took
     * @param progress told how far it is
     */
    public Contest(Scenario scenario, TimeSource wall, Consumer<String> progress) {
        this.wall = wall;
        this.scenario = scenario;
        this.progress = progress;
        progress.accept("measuring " + scenario.hardware().name() + " for the governor's model");
        this.model = Probe.measure(scenario.hardware());
    }

    /**
     * One entry: how a contender fared, and what maximum clock did under the same seed.
     *
     * @param result the contender's run
     * @param maximum the run at maximum clock
     */
    public record Entry(RunResult result, RunResult maximum) {}

    /** Runs every contender on {@code seeds} seeds, the first being {@code firstSeed}. */
    public List<Entry> run(List<Contender> contenders, long firstSeed, int seeds) {
        List<Long> all = LongStream.range(firstSeed, firstSeed + seeds).boxed().toList();
        List<RunResult> maxima = inParallel("max", all, seed -> simulate("max", new MaximumPolicy(), seed));
        List<Entry> entries = new ArrayList<>();
        for (Contender contender : contenders) {
            List<RunResult> results = results(contender, all, maxima);
            for (int i = 0; i < results.size(); i++) {
                entries.add(new Entry(results.get(i), maxima.get(i)));
            }
        }
        return List.copyOf(entries);
    }

    private List<RunResult> results(Contender contender, List<Long> seeds, List<RunResult> maxima) {
        if (contender instanceof Contender.Maximum) {
            return maxima;
        }
        if (contender instanceof Contender.StaticBest) {
            return maxima.stream().map(this::staticBest).toList();
        }
        if (contender instanceof Contender.Clairvoyance) {
            Scenario seldom = scenario.heard(new TelemetryMode.Scrape(Clairvoyant.PERIOD));
            Insider insider = engine -> Clairvoyant.in(engine, scenario.trace(), scenario.slo());
            return inParallel(
                    contender.name(),
                    seeds,
                    seed -> Simulation.runInside(seldom, contender.name(), insider, seed, wall));
        }
        if (contender instanceof Contender.Peer peer) {
            progress.accept("preparing " + contender.name());
            Seat seat = peer.governor().seat(scenario);
            return inParallel(
                    contender.name(),
                    seeds,
                    seed -> Simulation.runInside(
                            scenario.heard(seat.cadence()), contender.name(), seat.policy(), seed, wall));
        }
        return inParallel(contender.name(), seeds, seed -> simulate(contender.name(), policy(contender), seed));
    }

    private Policy policy(Contender contender) {
        if (contender instanceof Contender.Static fixed) {
            return new StaticPolicy(fixed.clock());
        } else if (contender instanceof Contender.IdleDrop) {
            return new IdleDropPolicy();
        } else if (contender instanceof Contender.Slack) {
            // What a change of clock takes here is not told; the policy finds out, as it has to on a node.
            SwitchTiming usual = SwitchTiming.DEFAULT;
            Cadence cadence = new Cadence(
                    scenario.telemetry().decisionPeriod(), usual.call().plus(usual.transition()), usual.stall());
            return Hysteresis.DEFAULT.priced(
                    scenario.slo(), cadence, Ladder.of(scenario.hardware().clocks()), model);
        }
        return new MaximumPolicy();
    }

    /** In hindsight: every rung of the ladder first, then the steps around the best. */
    private RunResult staticBest(RunResult maximum) {
        long seed = maximum.seed();
        ClockTable clocks = scenario.hardware().clocks();
        List<Megahertz> rungs = Ladder.of(clocks).rungs();
        RunResult best = better(maximum, tryAll(rungs, seed));
        int centre = (int) Math.round(best.meanClockMegahertz());
        List<Megahertz> around = clocks.steps().stream()
                .filter(step -> Math.abs(step.value() - centre) < Ladder.SPACING && !rungs.contains(step))
                .toList();
        RunResult refined = better(best, tryAll(around, seed));
        return refined.named("static-best");
    }

    private List<RunResult> tryAll(List<Megahertz> clocks, long seed) {
        return inParallel(
                "static-best", clocks, clock -> simulate("static:" + clock.value(), new StaticPolicy(clock), seed));
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

    private <T> List<RunResult> inParallel(String name, List<T> items, Function<T, RunResult> work) {
        AtomicInteger done = new AtomicInteger();
        return items.parallelStream()
                .map(item -> {
                    RunResult result = work.apply(item);
                    progress.accept(name + ": " + done.incrementAndGet() + " of " + items.size() + " runs");
                    return result;
                })
                .toList();
    }

    private RunResult simulate(String name, Policy policy, long seed) {
        return Simulation.run(scenario, name, policy, seed, wall);
    }
}
