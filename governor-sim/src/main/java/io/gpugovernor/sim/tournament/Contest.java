package io.gpugovernor.sim.tournament;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.sim.replay.RunResult;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.replay.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * Runs contenders against each other on one scenario, over several seeds, on all cores. The order of the results is that
 * of the contenders, then of the seeds, whatever finished first.
 */
public final class Contest {
    private final Match match;
    private final Consumer<String> progress;

    /**
     * @param belief what this project's governor starts from
     * @param wall real time, to tell how long runs took
     * @param progress told how far it is
     */
    public Contest(Scenario scenario, Belief belief, TimeSource wall, Consumer<String> progress) {
        this.match = new Match(scenario, belief, wall);
        this.progress = progress;
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
        List<RunResult> maxima = played(new Contender.Maximum(), all);
        List<Entry> entries = new ArrayList<>();
        for (Contender contender : contenders) {
            List<RunResult> results = contender instanceof Contender.Maximum ? maxima : played(contender, all);
            for (int i = 0; i < results.size(); i++) {
                entries.add(new Entry(results.get(i), maxima.get(i)));
            }
        }
        return List.copyOf(entries);
    }

    private List<RunResult> played(Contender contender, List<Long> seeds) {
        if (contender instanceof Contender.StaticBest) {
            return seeds.stream().map(this::staticBest).toList();
        }
        progress.accept("preparing " + contender.name());
        Seat seat = match.seat(contender);
        return inParallel(contender.name(), seeds, seed -> match.seated(contender.name(), seat, seed, Watcher.NOBODY));
    }

    private RunResult staticBest(long seed) {
        AtomicInteger tried = new AtomicInteger();
        return match.staticBest(
                seed, run -> progress.accept("static-best: " + tried.incrementAndGet() + " clocks tried"));
    }

    private List<RunResult> inParallel(String name, List<Long> seeds, LongFunction<RunResult> work) {
        AtomicInteger done = new AtomicInteger();
        return seeds.parallelStream()
                .map(seed -> {
                    RunResult result = work.apply(seed);
                    progress.accept(name + ": " + done.incrementAndGet() + " of " + seeds.size() + " runs");
                    return result;
                })
                .toList();
    }
}
