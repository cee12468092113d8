package io.gpugovernor.sim.profile;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.gpu.ClockCurve;
import io.gpugovernor.sim.gpu.EngineLimits;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.PowerDraw;
import io.gpugovernor.sim.gpu.Scheduling;
import io.gpugovernor.sim.gpu.StepTiming;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Turns a hardware profile's YAML into a {@link HardwareProfile}, reporting every problem at once. */
final class ProfileReader {
    /** A profile has some forty lines; a megabyte is no profile. */
    static final int LARGEST_PROFILE = 64 * 1024;

    private static final double A_MINUTE_MS = 60_000;
    private static final int MOST_WATTS = 10_000;

    private static final Map<String, Scheduling> SCHEDULINGS =
            Stream.of(Scheduling.values()).collect(Collectors.toMap(Scheduling::title, Function.identity()));

    private ProfileReader() {}

    /** @throws ProfileException if the text is no usable profile */
    static HardwareProfile read(String source, String yaml) {
        List<String> problems = new ArrayList<>();
        Fields fields = Fields.of(parse(source, yaml), problems);
        @Nullable HardwareProfile profile = null;
        try {
            profile = profile(fields);
        } catch (IllegalArgumentException impossible) {
            problems.add(String.valueOf(impossible.getMessage()));
        }
        if (profile == null || !problems.isEmpty()) {
            throw new ProfileException(source, problems);
        }
        return profile;
    }

    private static HardwareProfile profile(Fields fields) {
        Fields gpu = fields.section("gpu");
        Fields engine = fields.section("engine");
        Fields step = fields.section("step");
        Fields power = fields.section("power");
        int lowestClock = gpu.whole("lowestClock", 1, MOST_WATTS);
        int stepTokens = engine.whole("stepTokens", 1, 1_000_000);
        HardwareProfile profile = new HardwareProfile(
                fields.text("name"),
                fields.text("description"),
                gpu.text("model"),
                engine.text("model"),
                gpu.whole("count", 1, 64),
                ClockTable.evenly(
                        new Megahertz(lowestClock),
                        new Megahertz(gpu.whole("highestClock", lowestClock, MOST_WATTS)),
                        gpu.whole("clockStep", 1, 1000)),
                new Watts(gpu.number("powerLimit", 10, MOST_WATTS)),
                new EngineLimits(
                        stepTokens,
                        engine.whole("maxSequences", 1, 100_000),
                        engine.whole("kvTokens", Math.max(EngineLimits.BLOCK, stepTokens), 1_000_000_000),
                        engine.choice("scheduling", SCHEDULINGS, Scheduling.MIXED)),
                timing(step),
                draw(power),
                Durations.ofSeconds(engine.number("frontendMs", 0, A_MINUTE_MS) / 1e3),
                new Ratio(step.number("jitter", 0, 0.5)));
        for (Fields section : List.of(fields, gpu, engine, step, power)) {
            section.refuseOthers();
        }
        return profile;
    }

    private static StepTiming timing(Fields step) {
        return new StepTiming(
                step.number("hostMs", 0, A_MINUTE_MS) / 1e3,
                step.number("communicationMs", 0, A_MINUTE_MS) / 1e3,
                step.number("communicationPerTokenUs", 0, 1e6) / 1e6,
                step.number("perTokenUs", 0, 1e6) / 1e6,
                step.number("perTokenPairNs", 0, 1e6) / 1e9,
                step.number("weightsMs", 1e-3, A_MINUTE_MS) / 1e3,
                step.number("perContextTokenNs", 0, 1e6) / 1e9,
                step.number("memoryKnee", 0.01, 1.5),
                step.number("memoryBend", 1, 50),
                step.number("overlap", 1, 50));
    }

    private static PowerDraw draw(Fields power) {
        Map<Megahertz, Double> idle = new HashMap<>();
        power.curve("idle", 1, MOST_WATTS).forEach((clock, watts) -> idle.put(new Megahertz(clock), watts));
        return new PowerDraw(
                new ClockCurve(idle),
                power.number("computeFloor", 0, MOST_WATTS),
                power.number("computeSwing", 0, MOST_WATTS),
                power.number("memoryFloor", 0, MOST_WATTS),
                power.number("memorySwing", 0, MOST_WATTS),
                power.number("voltageKnee", 0, 0.99),
                power.number("voltageRise", 1, 5));
    }

    private static @Nullable Object parse(String source, String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(LARGEST_PROFILE);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(5);
        try {
            return new Yaml(new SafeConstructor(options)).load(yaml);
        } catch (MarkedYAMLException malformed) {
            throw new ProfileException(
                    source,
                    List.of("no valid YAML at line "
                            + (malformed.getProblemMark().getLine() + 1) + ": " + malformed.getProblem()));
        } catch (YAMLException refused) {
            throw new ProfileException(source, List.of(String.valueOf(refused.getMessage())));
        }
    }
}
