package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.sim.evaluation.Axes;
import io.gpugovernor.sim.evaluation.Course;
import io.gpugovernor.sim.evaluation.Setting;
import io.gpugovernor.sim.evaluation.Standard;
import io.gpugovernor.sim.evaluation.Workload;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.tournament.Contender;
import io.gpugovernor.sim.tournament.Contest;
import io.gpugovernor.sim.tournament.ResultDocument;
import io.gpugovernor.sim.trace.RateScale;
import io.gpugovernor.sim.trace.Replay;
import io.gpugovernor.sim.trace.Trace;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code simulate}: replays a trace on the twin in virtual time, under one or several policies. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Replay a trace on the digital twin in virtual time and compare policies. Everything it prints is"
                + " simulated.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed, for instance the trace cannot be read", "2:wrong use of this command"})
public final class SimulateCommand implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int MOST_SEEDS = 1000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    @Mixin
    private final TraceOptions traces = new TraceOptions();

    @Option(
            names = "--rate-scale",
            paramLabel = "X",
            description = "Replay X times as fast (default: 1, the trace's own rate).")
    private @Nullable Double rateScale;

    @Option(
            names = "--load",
            paramLabel = "PERCENT|RAMP",
            description = "Percent of the hardware's SLO capacity for these requests, or a ramp such as 10-85-10. With"
                    + " --report several, separated by commas (default there: 25,55,85).")
    private @Nullable String load;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "1h",
            converter = DurationConverter.class,
            description = "Simulated time; the trace repeats if it is shorter (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private Duration duration;

    @Mixin
    private final TwinOptions twin = new TwinOptions();

    @Option(
            names = "--policy",
            paramLabel = "NAME[,NAME...]",
            defaultValue = "all",
            description = "slack (this governor), max (driver default), static:<MHz>, static-best (best single clock in"
                    + " hindsight), idle-drop, the published governors voltana, biscale, greenllm, throttllem, agft and"
                    + " dynamollm, clairvoyant (knows the future), or all (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private String policies;

    @Mixin
    private final BeliefOptions beliefs = new BeliefOptions();

    @Mixin
    private final SloOptions slos = new SloOptions();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "First seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--seeds",
            paramLabel = "COUNT",
            defaultValue = "1",
            description = "How many seeds to run, counting up (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--json",
            paramLabel = "FILE|-",
            description = "Write the results as JSON to a file, or to standard output instead of the table.")
    private @Nullable String json;

    @Mixin
    private final EvaluationOptions evaluation = new EvaluationOptions();

    @Override
    public Integer call() {
        List<Contender> contenders = contenders();
        requireSensible();
        JsonTarget target = JsonTarget.of(json);
        TimeSource wall = new SystemTime();
        try (Progress progress = Progress.on(spec.commandLine().getErr(), wall)) {
            if (!evaluation.wanted() || json != null) {
                contest(contenders, target, wall, progress);
            }
            if (evaluation.wanted()) {
                evaluate(contenders, wall, progress);
            }
        }
        return ExitCodes.OK;
    }

    /** One scenario, as a table and as JSON. */
    private void contest(List<Contender> contenders, JsonTarget target, TimeSource wall, Progress progress) {
        PrintWriter out = spec.commandLine().getOut();
        HardwareProfile hardware = twin.profile();
        requireClocksOf(hardware, contenders);
        Workload.Steady workload = traces.workload();
        Trace trace = traces.load(duration, seed);
        Scenario unscaled = new Scenario(trace, duration, hardware, slos.slo(), twin.telemetry(), twin.switching());
        RateScale scale =
                load == null ? new RateScale(rateScale == null ? 1 : rateScale) : workload.capacity(unscaled, progress);
        Trace replayed = load == null
                ? Replay.of(trace).scaledBy(scale).over(duration)
                : workload.arrivals(courses(load).get(0).profile(), duration, seed, any -> scale);
        Scenario scenario = unscaled.withTrace(replayed);
        List<Contest.Entry> entries =
                new Contest(scenario, beliefs.belief(), wall, progress).run(contenders, seed, seeds);
        progress.finish();
        target.write(ResultDocument.of(scenario, name(workload), scale, entries), out);
        if (!target.isStandardOutput()) {
            ResultTable.print(out, scenario, name(workload), scale, entries);
        }
    }

    /** A file's own name rather than what is inside. */
    private String name(Workload.Steady workload) {
        return traces.files().stream()
                .map(file -> String.valueOf(file.getFileName()))
                .findFirst()
                .orElse(workload.name());
    }

    /** Many scenarios, as a page. */
    private void evaluate(List<Contender> contenders, TimeSource wall, Progress progress) {
        EvaluationRun run = new EvaluationRun(evaluation.report(), wall);
        Axes axes = axes(contenders);
        axes.settings().forEach(setting -> requireClocksOf(setting.hardware(), contenders));
        List<Path> inputs = Stream.of(traces.files(), twin.files(), beliefs.files())
                .flatMap(List::stream)
                .toList();
        run.run(axes, inputs, typed(), progress, spec.commandLine().getOut());
    }

    private Axes axes(List<Contender> contenders) {
        boolean standard = !traces.given() && load == null && !given("--hardware");
        List<Setting> asked = asked();
        Optional<Slo> slo = given("--slo-ttft") || given("--slo-tbt") || given("--slo-quantile")
                ? Optional.of(slos.slo())
                : Optional.empty();
        Setting base = asked.get(0);
        return new Axes(
                standard ? Standard.reference(base, slo) : moderate(asked),
                standard ? Standard.settings(base, slo) : asked,
                contenders,
                seed,
                given("--seeds") ? seeds : EvaluationOptions.SEEDS,
                evaluation.studies(traces.given()));
    }

    private List<Setting> asked() {
        Duration each = given("--duration") ? duration : EvaluationOptions.DURATION;
        List<Setting> asked = new ArrayList<>();
        for (HardwareProfile hardware : twin.profiles()) {
            for (Workload workload : traces.workloads()) {
                for (Course course : courses(load == null ? EvaluationOptions.LOADS : load)) {
                    asked.add(new Setting(
                            workload,
                            course,
                            hardware,
                            slos.slo(),
                            each,
                            twin.telemetry(),
                            twin.switching(),
                            beliefs.belief()));
                }
            }
        }
        return asked;
    }

    /** A moderate load of the first workload and hardware, or else the first. */
    private static Setting moderate(List<Setting> asked) {
        return asked.stream()
                .filter(setting -> setting.course().name().equals("55 %"))
                .findFirst()
                .orElse(asked.get(0));
    }

    private boolean given(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** The command as it was typed. */
    private String typed() {
        return "./gpu-governor "
                + spec.commandLine().getParseResult().originalArgs().stream()
                        .map(word -> word.matches("[-A-Za-z0-9_./:,=%]+") ? word : "'" + word + "'")
                        .collect(Collectors.joining(" "));
    }

    private static List<Course> courses(String text) {
        try {
            return Stream.of(text.split(",", -1)).map(Course::parse).toList();
        } catch (IllegalArgumentException malformed) {
            throw new CommandFailure(ExitCodes.USAGE, "--load: " + OneLine.of(malformed));
        }
    }

    private List<Contender> contenders() {
        try {
            return Contender.parseAll(policies);
        } catch (IllegalArgumentException unknown) {
            throw new CommandFailure(ExitCodes.USAGE, "--policy: " + OneLine.of(unknown));
        }
    }

    /** A clock beyond the table would run at its end, under a name that says otherwise. */
    private static void requireClocksOf(HardwareProfile hardware, List<Contender> contenders) {
        ClockTable clocks = hardware.clocks();
        for (Contender contender : contenders) {
            if (contender instanceof Contender.Static fixed
                    && (fixed.clock().isBelow(clocks.min()) || fixed.clock().isAbove(clocks.max()))) {
                throw new CommandFailure(
                        ExitCodes.USAGE,
                        "--policy: " + fixed.name() + " lies outside " + clocks.min() + " to " + clocks.max()
                                + ", the clocks of " + hardware.name());
            }
        }
    }

    private void requireSensible() {
        if (load != null && rateScale != null) {
            throw new CommandFailure(ExitCodes.USAGE, "--load and --rate-scale exclude each other; give one of them");
        }
        if (rateScale != null && !(rateScale >= 1e-6 && rateScale <= 1e6)) {
            throw new CommandFailure(ExitCodes.USAGE, "--rate-scale lies within 1e-6 and 1e6, not at " + rateScale);
        }
        if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw new CommandFailure(ExitCodes.USAGE, "--duration must be longer than zero and at most 30 days");
        }
        if (seeds < 1 || seeds > MOST_SEEDS) {
            throw new CommandFailure(ExitCodes.USAGE, "--seeds lies within 1 and " + MOST_SEEDS + ", not at " + seeds);
        }
        if (load != null && courses(load).size() > 1 && (!evaluation.wanted() || json != null)) {
            throw new CommandFailure(
                    ExitCodes.USAGE, "--load: several loads are for --report without --json; give one of them");
        }
        if (evaluation.wanted() && rateScale != null) {
            throw new CommandFailure(ExitCodes.USAGE, "--report compares loads; give --load rather than --rate-scale");
        }
        evaluation.requireSensible();
    }
}
