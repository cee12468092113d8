package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.replay.Scenario;
import io.gpugovernor.sim.tournament.Capacity;
import io.gpugovernor.sim.tournament.Contender;
import io.gpugovernor.sim.tournament.Contest;
import io.gpugovernor.sim.tournament.ResultDocument;
import io.gpugovernor.sim.trace.LoadProfile;
import io.gpugovernor.sim.trace.RateScale;
import io.gpugovernor.sim.trace.Replay;
import io.gpugovernor.sim.trace.Trace;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
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
            description = "Percent of the hardware's SLO capacity for this trace, or a ramp such as 10-85-10.")
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

    @Override
    public Integer call() {
        List<Contender> contenders = contenders();
        requireSensible();
        JsonTarget target = JsonTarget.of(json);
        PrintWriter out = spec.commandLine().getOut();
        TimeSource wall = new SystemTime();
        try (Progress progress = Progress.on(spec.commandLine().getErr(), wall)) {
            HardwareProfile hardware = twin.profile();
            requireClocksOf(hardware, contenders);
            Trace trace = traces.load(duration, seed);
            Scenario unscaled = new Scenario(trace, duration, hardware, slos.slo(), twin.telemetry(), twin.switching());
            RateScale scale = load == null
                    ? new RateScale(rateScale == null ? 1 : rateScale)
                    : Capacity.find(trace, unscaled, progress);
            Trace replayed = Replay.of(trace).scaledBy(scale).under(profile()).over(duration);
            Scenario scenario = unscaled.withTrace(replayed);
            List<Contest.Entry> entries = new Contest(scenario, wall, progress).run(contenders, seed, seeds);
            progress.finish();
            target.write(ResultDocument.of(scenario, traces.name(), scale, entries), out);
            if (!target.isStandardOutput()) {
                ResultTable.print(out, scenario, traces.name(), scale, entries);
            }
        }
        return ExitCodes.OK;
    }

    private LoadProfile profile() {
        if (load == null) {
            return LoadProfile.FULL;
        }
        try {
            return LoadProfile.parse(load);
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
        profile();
    }
}
