package io.gpugovernor.daemon.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a soak does.
 *
 * @param duration how long the daemon governs, in real time
 * @param speed how many times as fast as a real one each engine is, above 0
 * @param firstDomain GPUs of the domain whose load moves between 10 and 85 percent
 * @param secondDomain GPUs of the domain whose load comes in bursts
 * @param end how the daemon is ended
 * @param switches further switches of the NVML double, as {@code nvml_double.h} lists them
 * @param library the NVML double
 * @param governor the command that starts {@code gpu-governor}, without arguments
 */
record SoakPlan(
        Duration duration,
        double speed,
        List<Integer> firstDomain,
        List<Integer> secondDomain,
        End end,
        List<String> switches,
        Path library,
        List<String> governor) {
    /** Time between two ticks. */
    static final Duration TELEMETRY = Duration.ofMillis(100);

    /** The ways a daemon ends. */
    enum End {
        /** SIGTERM: it releases by itself. */
        TERM,
        /** SIGKILL, after which {@code gpu-governor release} has to. */
        KILL
    }

    List<Integer> governed() {
        return Stream.concat(firstDomain.stream(), secondDomain.stream()).toList();
    }
}
