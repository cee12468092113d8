package io.gpugovernor.sim.evaluation;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.sim.replay.RunResult;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.replay.Watcher;
import io.gpugovernor.sim.tournament.Match;
import io.gpugovernor.sim.trace.RateScale;
import io.gpugovernor.sim.trace.Request;
import io.gpugovernor.sim.trace.Trace;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs a matrix on several threads. What the journal holds is not run again; what is run goes into the journal at once.
 * Results depend neither on the number of threads nor on the order in which runs end.
 */
public final class Evaluation {
    /** Fine enough to see a burst, coarse enough to keep. */
    private static final Duration STRETCH = Duration.ofSeconds(10);

    private static final int MOST_STRETCHES = 720;

    private final Journal journal;
    private final int threads;
    private final TimeSource wall;
    private final Consumer<String> progress;

    /**
     * @param threads how many runs at a time, at least 1
     * @param wall real time, for the time left
     * @param progress told how far it is, in one line
     */
    public Evaluation(Journal journal, int threads, TimeSource wall, Consumer<String> progress) {
        this.journal = journal;
        this.threads = threads;
        this.wall = wall;
        this.progress = progress;
    }

    /**
     * Runs what is not in the journal yet.
     *
     * @throws IllegalArgumentException if no rate of a workload keeps the SLO on its hardware
     */
    public Results run(Matrix matrix) {
        Map<String, Cell> cells = matrix.cells();
        findCapacities(cells);
        List<Cell> open = cells.values().stream()
                .filter(cell -> journal.outcome(cell.key()).isEmpty())
                .sorted(Comparator.comparingDouble(Cell::weight).reversed())
                .toList();
        int reused = cells.size() - open.size();
        double weight = open.stream().mapToDouble(Cell::weight).sum();
        Pace pace = new Pace("runs", cells.size(), reused, weight, wall, progress);
        Crew.work(threads, open, cell -> {
            journal.keep(cell.key(), play(cell));
            pace.done(cell.weight());
        });
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        cells.keySet().forEach(key -> outcomes.put(key, journal.outcome(key).orElseThrow()));
        return new Results(matrix, outcomes, reused);
    }

    private record Search(Setting setting, Workload.Steady part) {
        String key() {
            return setting.capacityKey(part);
        }
    }

    private void findCapacities(Map<String, Cell> cells) {
        Map<String, Search> searches = new LinkedHashMap<>();
        for (Cell cell : cells.values()) {
            for (Workload.Steady part : cell.setting().workload().parts()) {
                Search search = new Search(cell.setting(), part);
                if (journal.scale(search.key()).isEmpty()) {
                    searches.putIfAbsent(search.key(), search);
                }
            }
        }
        Pace pace = new Pace("SLO capacities", searches.size(), 0, searches.size(), wall, progress);
        Crew.work(threads, List.copyOf(searches.values()), search -> {
            Scenario like = search.setting().like(anyTrace());
            journal.keep(search.key(), search.part().capacity(like, line -> {}).factor());
            pace.done(1);
        });
    }

    /** Stands where a capacity is looked for and the scenario's own requests do not matter. */
    private static Trace anyTrace() {
        return new Trace("any", List.of(new Request(Duration.ZERO, 1, 1)));
    }

    private Outcome play(Cell cell) {
        Setting setting = cell.setting();
        Scenario scenario = setting.scenario(
                cell.seed(),
                part -> new RateScale(journal.scale(setting.capacityKey(part)).orElseThrow()));
        Match match = new Match(scenario, setting.belief(), wall);
        if (!cell.watched()) {
            return Outcome.of(match.play(cell.contender(), cell.seed(), Watcher.NOBODY), List.of());
        }
        Chronicle chronicle = new Chronicle(
                stretch(setting.duration()),
                setting.duration(),
                setting.hardware().clocks().max());
        RunResult run = match.play(cell.contender(), cell.seed(), chronicle);
        chronicle.end(Durations.seconds(run.elapsed()), run.energy().value());
        return Outcome.of(run, chronicle.stretches());
    }

    private static Duration stretch(Duration whole) {
        return Durations.seconds(whole) > MOST_STRETCHES * Durations.seconds(STRETCH)
                ? whole.dividedBy(MOST_STRETCHES)
                : STRETCH;
    }
}
