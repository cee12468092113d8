package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What is promised in a simulation or a demo. */
final class SloOptions {
    @Option(
            names = "--slo-ttft",
            paramLabel = "TIME",
            defaultValue = "600ms",
            converter = DurationConverter.class,
            description = "Target for the time to first token (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private Duration ttft;

    @Option(
            names = "--slo-tbt",
            paramLabel = "TIME",
            defaultValue = "100ms",
            converter = DurationConverter.class,
            description = "Target for a request's mean time between tokens (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private Duration tbt;

    @Option(
            names = "--slo-quantile",
            paramLabel = "SHARE",
            defaultValue = "0.99",
            description = "Share of requests that must keep both (default: ${DEFAULT-VALUE}).")
    private double quantile;

    Slo slo() {
        try {
            return Slo.of(ttft, tbt, new Ratio(quantile));
        } catch (IllegalArgumentException impossible) {
            throw new CommandFailure(
                    ExitCodes.USAGE, "--slo-ttft, --slo-tbt, --slo-quantile: " + impossible.getMessage());
        }
    }
}
