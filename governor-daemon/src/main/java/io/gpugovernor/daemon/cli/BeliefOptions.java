package io.gpugovernor.daemon.cli;

import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.tournament.Belief;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What this project's governor believes before it has seen anything. */
final class BeliefOptions {
    private static final String EXACT = "exact";

    @Option(
            names = "--prior",
            paramLabel = "exact|HARDWARE",
            description = "slack starts from a measurement of this hardware, or of another, wrongly (default: exact).")
    private @Nullable String prior;

    @Option(
            names = "--believe",
            paramLabel = "FILE|HARDWARE",
            description = "slack starts from this profile and trusts it, as 'run' trusts a profile's file: one that was"
                    + " fitted to this hardware, such as the profile.yaml that characterize writes.")
    private @Nullable String believed;

    @Option(
            names = "--model-error",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description = "How much too long slack takes every step to be (default: ${DEFAULT-VALUE}).")
    private double error;

    /** The profile's file, if one is believed. */
    List<Path> files() {
        return Stream.of(prior, believed)
                .filter(name -> name != null && !name.equals(EXACT) && !HardwareProfiles.SHIPPED.contains(name))
                .map(Path::of)
                .toList();
    }

    Belief belief() {
        if (prior != null && believed != null) {
            throw new CommandFailure(ExitCodes.USAGE, "--prior and --believe exclude each other; give one of them");
        }
        try {
            return origin().off(error / 100);
        } catch (IllegalArgumentException impossible) {
            throw new CommandFailure(ExitCodes.USAGE, "--model-error: " + OneLine.of(impossible));
        }
    }

    private Belief origin() {
        if (believed != null) {
            return Belief.measured(load("--believe", believed), 0);
        }
        return prior == null || prior.equals(EXACT) ? Belief.EXACT : Belief.assumed(load("--prior", prior), 0);
    }

    private static HardwareProfile load(String option, String name) {
        try {
            return TwinOptions.load(name);
        } catch (CommandFailure unusable) {
            throw new CommandFailure(unusable.exitCode(), option + ": " + unusable.getMessage());
        }
    }
}
