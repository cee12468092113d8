package io.gpugovernor.daemon.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gpugovernor.daemon.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The soak of {@code src/test/soak/run}, for seconds instead of minutes. GPUs 6 and 7 are nobody's. */
@Timeout(180)
class SoakTest {
    private static final Path DOUBLE =
            Path.of("..", "governor-nvml", "target", "test-classes", "native", "libnvml-double.so");
    private static final int FIRST_TO_WARN_OF_NATIVE_CODE = 24;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void governsTwoDomainsUnderAMovingLoadAndLeavesNothingBehind(SoakPlan.End end) throws Exception {
        Verdict verdict = Soak.run(plan(Duration.ofSeconds(6), end, "firmware-us=8000"), folder, progress -> {});

        assertThat(verdict.failures()).as(verdict.table()).isEmpty();
    }

    @Test
    void findsCallsPastTheirDeadline() throws Exception {
        Verdict verdict =
                Soak.run(plan(Duration.ofSeconds(3), SoakPlan.End.TERM, "gpu4.slow-us=300000"), folder, progress -> {});

        assertThat(verdict.failures())
                .as(verdict.table())
                .anyMatch(failure -> failure.startsWith("read calls past their deadline: "))
                .noneMatch(failure -> failure.contains("locked") || failure.contains("lease"));
    }

    private static SoakPlan plan(Duration duration, SoakPlan.End end, String switches) {
        assumeTrue(
                Files.exists(DOUBLE), "the NVML double is not at " + DOUBLE + ": install gcc and build governor-nvml");
        return new SoakPlan(
                duration, 8, List.of(0, 1, 2), List.of(3, 4, 5), end, List.of(switches), DOUBLE, governor());
    }

    private static List<String> governor() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m"));
        if (Runtime.version().feature() >= FIRST_TO_WARN_OF_NATIVE_CODE) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return command;
    }
}
