package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.daemon.metrics.BuildInfo;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.profile.ProfileException;
import io.gpugovernor.sim.sweep.Laboratory;
import io.gpugovernor.sim.sweep.Manifest;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.bench.TwinLaboratory;
import io.gpugovernor.sim.sweep.run.Cell;
import io.gpugovernor.sim.sweep.run.Effort;
import io.gpugovernor.sim.sweep.run.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A sweep of the twin.
 *
 * @param laboratory where its testbeds come from
 * @param plan what is measured
 * @param options what the numbers depend on
 */
record TwinSweep(Laboratory laboratory, Plan plan, Map<String, String> options) {
    /**
     * @param problems gets what is wrong with the options
     * @throws CommandFailure if anything was, since nothing can be planned then
     */
    static TwinSweep of(String hardware, SweepChoice choice, Problems problems) {
        HardwareProfile profile;
        try {
            profile = HardwareProfiles.load(hardware);
        } catch (ProfileException unusable) {
            problems.add("--hardware: " + OneLine.of(unusable));
            problems.throwIfAny();
            throw unusable;
        }
        List<Cell> cells = choice.cells(profile.gpus(), profile.limits().maxSequences());
        List<Integer> possible = TwinLaboratory.parallelisms(profile);
        cells.stream()
                .map(cell -> cell.setup().tensorParallel())
                .distinct()
                .filter(parallel -> !possible.contains(parallel))
                .forEach(parallel -> problems.add("--tensor-parallel: no profile of " + profile.modelName() + " on "
                        + parallel + " GPUs; there are " + possible));
        List<Megahertz> clocks = choice.clocks(profile.clocks(), profile.name(), problems);
        problems.throwIfAny();
        Plan plan = choice.plan(cells, clocks, profile.clocks(), Effort.TWIN);
        Map<String, String> options = choice.options(plan);
        options.put("hardware", profile.name() + fingerprint(hardware));
        return new TwinSweep(TwinLaboratory.of(profile, plan.setups()), plan, options);
    }

    Manifest manifest(String command) {
        BuildInfo build = BuildInfo.ofThisBuild();
        return new Manifest(
                Manifest.SCHEMA,
                "twin",
                plan.setups().stream()
                        .sorted()
                        .map((Setup setup) -> laboratory.subject(setup))
                        .toList(),
                plan.seed(),
                options,
                Map.of("gpu-governor", build.version() + " " + build.revision()),
                command,
                List.of(),
                false);
    }

    /** A file's contents decide the numbers, not its name. */
    private static String fingerprint(String hardware) {
        if (HardwareProfiles.SHIPPED.contains(hardware)) {
            return "";
        }
        CRC32 sum = new CRC32();
        try {
            sum.update(Files.readString(Path.of(hardware)).getBytes(StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new CommandFailure(ExitCodes.FAILURE, "--hardware: cannot read " + unreadable.getMessage());
        }
        return String.format(" (a file with checksum %08x)", sum.getValue());
    }
}
