package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.discover.EngineSettings;
import io.gpugovernor.daemon.discover.EngineSettings.Setting;
import io.gpugovernor.daemon.discover.EngineSettings.Told;
import io.gpugovernor.daemon.loadgen.LiveLaboratory;
import io.gpugovernor.daemon.metrics.BuildInfo;
import io.gpugovernor.sim.sweep.Manifest;
import io.gpugovernor.sim.sweep.Prompt;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.Subject;
import io.gpugovernor.sim.sweep.run.Cell;
import io.gpugovernor.sim.sweep.run.Effort;
import io.gpugovernor.sim.sweep.run.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sweep of a live engine, in the one configuration it was started in.
 *
 * @param laboratory where it is measured, warmed up
 * @param subject what is measured
 * @param plan what is measured of it
 * @param options what the numbers depend on
 * @param engineVersion as the engine says it
 */
record LiveSweep(
        LiveLaboratory laboratory, Subject subject, Plan plan, Map<String, String> options, String engineVersion) {
    /** Requests take real time here; power at rest takes a while to settle. */
    private static final Effort EFFORT = new Effort(3, 300, Duration.ofSeconds(30));

    /** vLLM's defaults where nothing is said, and said to be assumed. */
    private static final int USUAL_BATCH = 256;

    private static final int USUAL_STEP = 2048;
    private static final Logger LOG = LoggerFactory.getLogger(LiveSweep.class);

    /**
     * @param problems gets what is wrong with the options
     * @throws CommandFailure if anything was
     * @throws io.gpugovernor.sim.sweep.TestbedException if the engine does not serve the first requests
     */
    static LiveSweep of(LiveNode node, LiveOptions live, SweepChoice choice, Problems problems) {
        Mode mode = live.effectiveMode();
        Subject subject = subject(node, choice, problems);
        List<Cell> cells = cells(node, subject.setup(), choice, problems);
        if (mode == Mode.OBSERVE && !choice.clocks.isEmpty()) {
            problems.add("--clocks: observe mode measures at the current clock; add --mode enforce to lock others");
        }
        problems.throwIfAny();
        LiveLaboratory laboratory = node.laboratory(subject, live);
        ClockTable table = table(node, mode);
        List<Megahertz> clocks = choice.clocks(table, subject.hardware(), problems);
        problems.throwIfAny();
        Duration rest = live.rest == null ? EFFORT.rest() : live.rest;
        Plan plan = choice.plan(cells, clocks, table, new Effort(EFFORT.repeats(), EFFORT.requests(), rest));
        Map<String, String> options = new TreeMap<>(choice.options(plan));
        options.put("mode", mode.name().toLowerCase(Locale.ROOT));
        options.put("engine", subject.engine() + ", " + subject.model());
        options.put(
                "gpus", node.gpus().ids().stream().map(id -> id.uuid()).toList().toString());
        return new LiveSweep(laboratory, subject, plan, options, subject.engine());
    }

    Manifest manifest(String command) {
        BuildInfo build = BuildInfo.ofThisBuild();
        return new Manifest(
                Manifest.SCHEMA,
                "live",
                List.of(subject),
                plan.seed(),
                options,
                Map.of("gpu-governor", build.version() + " " + build.revision(), "engine", engineVersion),
                command,
                List.of(),
                false);
    }

    private static Subject subject(LiveNode node, SweepChoice choice, Problems problems) {
        int gpus = node.gpus().ids().size();
        String model = node.gpus().ids().get(0).model();
        return new Subject(
                gpus + " x " + model,
                model,
                node.driver(),
                node.engine().version().orElse(Subject.UNKNOWN),
                node.engine().served().model(),
                stated("--tensor-parallel", choice.tensorParallel, node, Setting.TENSOR_PARALLEL, gpus, problems),
                stated("--max-batch", choice.maxBatch, node, Setting.MAX_SEQUENCES, USUAL_BATCH, problems),
                found(node, Setting.STEP_TOKENS, "most tokens in a step", USUAL_STEP),
                Optional.empty(),
                node.gpus().clocks(),
                node.powerLimit());
    }

    /** What the operator says of the engine, else what is seen of it, else what is usual. */
    private static int stated(
            String option, List<Integer> given, LiveNode node, Setting setting, int usual, Problems problems) {
        if (given.size() > 1) {
            problems.add(option + ": a live engine runs in one configuration; measure each into a folder of its own");
        }
        return given.isEmpty() ? found(node, setting, option, usual) : given.get(0);
    }

    private static int found(LiveNode node, Setting setting, String what, int usual) {
        EngineSettings settings = node.settings();
        return settings.get(setting).map(Told::value).orElseGet(() -> {
            LOG.warn("{} is not known of the engine, and assumed to be {}", what, usual);
            return usual;
        });
    }

    /** In observe mode there is one clock: the one in force right after the GPUs have worked, as an idle one may fall. */
    private static ClockTable table(LiveNode node, Mode mode) {
        return mode == Mode.ENFORCE
                ? new ClockTable(node.gpus().clocks())
                : new ClockTable(List.of(node.gpus()
                        .currentClock()
                        .orElseThrow(() -> new CommandFailure(
                                ExitCodes.NO_GPU, "the GPUs do not tell the clock they run at; see doctor"))));
    }

    private static List<Cell> cells(LiveNode node, Setup own, SweepChoice choice, Problems problems) {
        List<Cell> cells = choice.cells(own.tensorParallel(), own.maxSequences());
        if (cells.stream().anyMatch(cell -> !cell.setup().equals(own))) {
            problems.add("--figures: 6-10 and 11-15 compare configurations, and a live engine runs in one (" + own
                    + "); start it in each, measure each into a folder of its own, and compare them");
        }
        cells.stream()
                .map(Cell::workload)
                .distinct()
                .filter(workload -> !node.engine().takes(Prompt.of(workload)))
                .forEach(workload -> problems.add("--classes: " + workload.code() + " needs "
                        + (Prompt.of(workload).inputTokens()
                                + Prompt.of(workload).outputTokens())
                        + " tokens, and " + node.engine().served().model() + " takes "
                        + node.engine().served().longest().orElse(0)));
        return cells;
    }
}
