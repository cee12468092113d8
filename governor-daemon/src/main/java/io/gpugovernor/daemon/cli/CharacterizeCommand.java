package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.DatasetException;
import io.gpugovernor.sim.sweep.Laboratory;
import io.gpugovernor.sim.sweep.Manifest;
import io.gpugovernor.sim.sweep.TestbedException;
import io.gpugovernor.sim.sweep.run.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code characterize}: what latency, throughput, power and energy are at each clock. */
@Command(
        name = "characterize",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measure latency, throughput, power and energy at each clock, for classes of requests, tensor"
                + " parallelism and maximum batch, and write them to a folder. On the digital twin, in virtual"
                + " time, or with --url or --config on a live engine. A call that was ended goes on with --resume.",
        footer = {
            "",
            "Examples:",
            "  gpu-governor characterize --out data",
            "  gpu-governor characterize --hardware my.yaml --classes MM,LL --load 25,75 --out mine",
            "  gpu-governor characterize --figures 6-10 --out parallelism",
            "  gpu-governor characterize --url http://127.0.0.1:8000 --out live",
            "  gpu-governor characterize --url http://127.0.0.1:8000 --mode enforce --out all",
            "  gpu-governor characterize compare data mine"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed, for instance the disk is full; what was measured is kept",
            "2:wrong use of this command",
            "3:the policy file of --config is not valid",
            "4:mode enforce, and this process may not set clocks",
            "5:no GPU under the live engine that could be measured"
        },
        subcommands = {ReportCommand.class, CompareCommand.class, PaperCommand.class, ValidateCommand.class})
public final class CharacterizeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    @Option(
            names = "--hardware",
            paramLabel = "NAME|FILE",
            defaultValue = "h100-llama-70b-tp8",
            description = "The twin's hardware profile: a shipped name or a YAML file (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private String hardware;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the dataset; it is made if there is none. Required.")
    private @Nullable Path out;

    @Option(names = "--resume", description = "Go on with the dataset in --out where an earlier call ended.")
    private boolean resume;

    @Mixin
    private final SweepOptions options = new SweepOptions();

    @Mixin
    private final LiveOptions live = new LiveOptions();

    @Override
    public Integer call() {
        Problems problems = new Problems();
        SweepChoice choice = new SweepChoice(options, problems);
        if (out == null) {
            problems.add("--out: name the folder for the dataset");
        }
        live.refuseWithoutEngine(problems);
        return live.asked() ? measureLive(choice, problems) : measureTwin(choice, problems);
    }

    private int measureTwin(SweepChoice choice, Problems problems) {
        TwinSweep sweep = TwinSweep.of(hardware, choice, problems);
        problems.throwIfAny();
        try {
            return measure(sweep.laboratory(), sweep.plan(), sweep.manifest(typed()), () -> {});
        } catch (TestbedException unusable) {
            throw new CommandFailure(ExitCodes.FAILURE, OneLine.of(unusable));
        }
    }

    private int measureLive(SweepChoice choice, Problems problems) {
        if (spec.commandLine().getParseResult().hasMatchedOption("--hardware")) {
            problems.add("--hardware is for the twin, and --url or --config for a live engine; give one of them");
        }
        problems.throwIfAny();
        LiveTarget target = LiveTarget.of(live, spec.commandLine().getErr());
        try (LiveNode node = LiveNode.open(target, live)) {
            LiveSweep sweep = LiveSweep.of(node, live, choice, problems);
            try {
                return measure(sweep.laboratory(), sweep.plan(), sweep.manifest(typed()), node::close);
            } catch (TestbedException failed) {
                throw node.failure(failed);
            }
        } catch (TestbedException unusable) {
            throw new CommandFailure(ExitCodes.FAILURE, OneLine.of(unusable));
        }
    }

    /** @param measured gives back what is held, before reports are made */
    private int measure(Laboratory laboratory, Plan plan, Manifest manifest, Runnable measured) {
        Path folder = Objects.requireNonNull(out);
        SystemTime wall = new SystemTime();
        try (Progress progress = Progress.on(spec.commandLine().getErr(), wall)) {
            SweepRun run = new SweepRun(folder, resume, spec.commandLine().getErr(), wall, progress);
            Dataset dataset = run.measure(laboratory, plan, manifest);
            measured.run();
            List<Path> files = run.finish(dataset, afterwards());
            progress.finish();
            SweepSummary.print(spec.commandLine().getOut(), dataset, files);
        } catch (DatasetException unusable) {
            throw new CommandFailure(ExitCodes.FAILURE, OneLine.of(unusable));
        }
        return ExitCodes.OK;
    }

    /** What is made of every complete dataset, in this order. */
    private List<Afterwards> afterwards() {
        return List.of(new SweepReport(), new ProfileStep(spec.commandLine().getErr()));
    }

    /** The command as it was typed. */
    private String typed() {
        return "./gpu-governor "
                + spec.root().commandLine().getParseResult().originalArgs().stream()
                        .map(word -> word.matches("[-A-Za-z0-9_./:,=%]+") ? word : "'" + word + "'")
                        .collect(Collectors.joining(" "));
    }
}
