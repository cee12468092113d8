package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.config.DurationText;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.profile.ProfileException;
import io.gpugovernor.sim.replay.TelemetryMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** What is simulated, and how the governor sees and moves it. */
final class TwinOptions {
    /** How the engine is heard. */
    enum Hearing {
        SCRAPE,
        FEED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(1);
    private static final Duration LONGEST_PERIOD = Duration.ofMinutes(1);

    @Option(
            names = "--hardware",
            paramLabel = "NAME|FILE",
            defaultValue = "h100-llama-70b-tp8",
            description = "Hardware profile: a shipped name or a YAML file (default: ${DEFAULT-VALUE}). With simulate"
                    + " --report several, separated by commas.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private String hardware;

    @Option(
            names = "--telemetry",
            paramLabel = "scrape|feed",
            defaultValue = "scrape",
            description = "Metrics are scraped at a period, or pushed after each step (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private Hearing hearing;

    @Option(
            names = "--telemetry-period",
            paramLabel = "TIME",
            defaultValue = "250ms",
            converter = DurationConverter.class,
            description = "Time between two readings (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private Duration period;

    @Option(
            names = "--switch-call",
            paramLabel = "TIME",
            defaultValue = "10ms",
            converter = DurationConverter.class,
            description = "Time of the driver call that sets a clock (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private Duration call;

    @Option(
            names = "--switch-transition",
            paramLabel = "TIME",
            defaultValue = "20ms",
            converter = DurationConverter.class,
            description = "Time from then until the clock is in force (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private Duration transition;

    @Option(
            names = "--switch-stall",
            paramLabel = "TIME",
            defaultValue = "10ms",
            converter = DurationConverter.class,
            description = "Time the GPUs stand still when it changes (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private Duration stall;

    HardwareProfile profile() {
        return load(hardware);
    }

    /** All that are named; a file whose name contains a comma is one. */
    List<HardwareProfile> profiles() {
        return names().stream().map(TwinOptions::load).toList();
    }

    /** Those of them that are files. */
    List<Path> files() {
        return names().stream()
                .filter(name -> !HardwareProfiles.SHIPPED.contains(name))
                .map(Path::of)
                .toList();
    }

    private List<String> names() {
        return Files.exists(Path.of(hardware)) ? List.of(hardware) : List.of(hardware.split(",", -1));
    }

    static HardwareProfile load(String name) {
        try {
            return HardwareProfiles.load(name);
        } catch (ProfileException unusable) {
            throw new CommandFailure(ExitCodes.FAILURE, OneLine.of(unusable));
        }
    }

    TelemetryMode telemetry() {
        if (period.compareTo(SHORTEST_PERIOD) < 0 || period.compareTo(LONGEST_PERIOD) > 0) {
            throw new CommandFailure(
                    ExitCodes.USAGE,
                    "--telemetry-period lies within 1ms and 1m, not at " + DurationText.format(period));
        }
        return hearing == Hearing.FEED ? new TelemetryMode.Feed(period) : new TelemetryMode.Scrape(period);
    }

    SwitchTiming switching() {
        try {
            return new SwitchTiming(call, transition, stall);
        } catch (IllegalArgumentException impossible) {
            throw new CommandFailure(
                    ExitCodes.USAGE, "--switch-call, --switch-transition, --switch-stall: " + OneLine.of(impossible));
        }
    }
}
