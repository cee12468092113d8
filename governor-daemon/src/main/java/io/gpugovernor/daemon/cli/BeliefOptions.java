package io.gpugovernor.daemon.cli;

import io.gpugovernor.sim.tournament.Belief;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What this project's governor believes before it has seen anything. */
final class BeliefOptions {
    private static final String EXACT = "exact";

    @Option(
            names = "--prior",
            paramLabel = "exact|HARDWARE",
            defaultValue = EXACT,
            description = "slack starts from a measurement of this hardware, or of another, wrongly (default:"
                    + " ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private String prior;

    @Option(
            names = "--model-error",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description = "How much too long slack takes every step to be (default: ${DEFAULT-VALUE}).")
    private double error;

    Belief belief() {
        try {
            return new Belief(
                    prior.equals(EXACT) ? Optional.empty() : Optional.of(TwinOptions.load(prior)), error / 100);
        } catch (IllegalArgumentException impossible) {
            throw new CommandFailure(ExitCodes.USAGE, "--model-error: " + OneLine.of(impossible));
        } catch (CommandFailure unusable) {
            throw new CommandFailure(unusable.exitCode(), "--prior: " + unusable.getMessage());
        }
    }
}
