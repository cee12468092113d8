package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.sim.advise.Advice;
import io.gpugovernor.sim.advise.AdviceDocument;
import io.gpugovernor.sim.advise.Advisor;
import io.gpugovernor.sim.advise.Demand;
import io.gpugovernor.sim.advise.Effort;
import io.gpugovernor.sim.advise.Objective;
import io.gpugovernor.sim.advise.Question;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.profile.ProfileException;
import io.gpugovernor.sim.trace.ArrivalRate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code advise}: which configuration of a node serves a described load best. */
@Command(
        name = "advise",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Say which parallelism, number of instances, batch limit and clock serve a load within its SLO with"
                        + " the least energy, the least power or at the least cost. Everything it prints is simulated.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed, for instance nothing can serve the load", "2:wrong use of this command"})
public final class AdviseCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    @Option(
            names = {"--profile", "--hardware"},
            paramLabel = "FILE|NAME[,...]",
            description =
                    "Hardware profiles to choose from, files or shipped names: the same model on different numbers"
                            + " of GPUs.")
    private List<String> profiles = new ArrayList<>();

    @Mixin
    private final DemandOptions demands = new DemandOptions();

    @Mixin
    private final SloOptions slos = new SloOptions();

    @Option(
            names = "--objective",
            paramLabel = "energy|power|cost",
            defaultValue = "energy",
            description =
                    "What is to be least: joules a request, watts that 99 %% of seconds do not exceed, or money an"
                            + " hour (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private Objective objective;

    @Mixin
    private final NodeOptions nodes = new NodeOptions();

    @Option(
            names = "--clocks",
            paramLabel = "MHZ[,MHZ...]",
            split = ",",
            converter = MegahertzConverter.class,
            description = "Try these clocks only (default: the whole range, about every 60 MHz).")
    private List<Megahertz> clocks = new ArrayList<>();

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Requests to an instance in each trial; 100 to 1,000,000 (default: ${DEFAULT-VALUE}).")
    private int requests;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Draws arrivals, lengths and jitter (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--json",
            paramLabel = "FILE|-",
            description = "Write the answer as JSON to a file, or to standard output instead of the text.")
    private @Nullable String json;

    @Override
    public Integer call() {
        List<String> problems = new ArrayList<>();
        Optional<Demand> demand = demands.demand(problems);
        nodes.check(problems);
        if (objective == Objective.COST && !nodes.priced()) {
            problems.add("--objective cost needs --price-gpu, --price-energy or both");
        }
        Optional<Effort> effort = effort(problems);
        List<HardwareProfile> hardware = hardware(problems);
        if (!problems.isEmpty() || demand.isEmpty() || effort.isEmpty()) {
            throw new CommandFailure(ExitCodes.USAGE, String.join("; ", problems));
        }
        JsonTarget target = JsonTarget.of(json);
        try (Progress progress = Progress.on(spec.commandLine().getErr(), new SystemTime())) {
            Advisor advisor = new Advisor(progress);
            Question question = question(hardware, demand.get(), effort.get(), advisor);
            Advice advice = advisor.advise(question);
            if (advice.best().isEmpty()) {
                progress.finish();
                throw tooMuch(advice);
            }
            Advice doubled = advisor.doubled(question);
            progress.finish();
            target.write(AdviceDocument.of(advice, doubled), spec.commandLine().getOut());
            if (!target.isStandardOutput()) {
                AdviceText.print(spec.commandLine().getOut(), advice, doubled, nodes.priced());
            }
        } catch (IllegalArgumentException impossible) {
            throw new CommandFailure(ExitCodes.FAILURE, OneLine.of(impossible));
        }
        return ExitCodes.OK;
    }

    private Question question(List<HardwareProfile> hardware, Demand demand, Effort effort, Advisor advisor) {
        Optional<ArrivalRate> asked = demands.rate(demand);
        Question question = new Question(
                hardware,
                nodes.node(hardware),
                demand,
                asked.orElse(new ArrivalRate(1)),
                slos.slo(),
                objective,
                nodes.tariff(),
                effort);
        return asked.isPresent() ? question : question.at(demands.share(advisor.most(question)));
    }

    private static CommandFailure tooMuch(Advice advice) {
        return new CommandFailure(
                ExitCodes.FAILURE,
                String.format(
                        Locale.ROOT,
                        "no configuration of this node serves %.3g requests a second within the SLO; at most %.3g a"
                                + " second can be served",
                        advice.question().rate().perSecond(),
                        advice.most().orElseThrow().perSecond()));
    }

    private Optional<Effort> effort(List<String> problems) {
        try {
            Effort usual = Effort.USUAL.with(requests, seed);
            return Optional.of(clocks.isEmpty() ? usual : usual.trying(new Effort.Only(new TreeSet<>(clocks))));
        } catch (IllegalArgumentException outOfRange) {
            problems.add("--requests: " + OneLine.of(outOfRange));
            return Optional.empty();
        }
    }

    private List<HardwareProfile> hardware(List<String> problems) {
        List<HardwareProfile> hardware = new ArrayList<>();
        profiles.stream().flatMap(AdviseCommand::split).forEach(name -> {
            try {
                hardware.add(HardwareProfiles.load(name));
            } catch (ProfileException unusable) {
                problems.add("--profile: " + OneLine.of(unusable));
            }
        });
        if (profiles.isEmpty()) {
            problems.add("which hardware? give --profile or --hardware");
        }
        List<String> models =
                hardware.stream().map(HardwareProfile::modelName).distinct().toList();
        if (models.size() > 1) {
            problems.add("--profile: the profiles are of different models, " + String.join(" and ", models)
                    + "; give those of one model");
        }
        for (Megahertz clock : clocks) {
            if (!hardware.isEmpty()
                    && hardware.stream().noneMatch(each -> each.clocks().contains(clock))) {
                problems.add("--clocks: " + clock + " is no clock step of any of the profiles");
            }
        }
        if (!hardware.isEmpty() && hardware.stream().noneMatch(each -> each.gpus() <= nodes.gpus())) {
            problems.add("--node-gpus: none of the profiles fits a node of " + nodes.gpus() + " GPUs");
        }
        return hardware;
    }

    private static Stream<String> split(String given) {
        return Files.exists(Path.of(given)) ? Stream.of(given) : Stream.of(given.split(",", -1));
    }
}
