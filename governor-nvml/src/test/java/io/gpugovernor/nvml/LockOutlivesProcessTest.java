package io.gpugovernor.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.units.Megahertz;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LockOutlivesProcessTest {
    private static final Duration PLENTY = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void aLockOutlivesWhoSetItAndAnotherProcessRemovesIt() throws IOException, InterruptedException {
        NvmlDouble gpus = NvmlDouble.in(folder).with("gpus=2");
        Process dead = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockAndDie.class.getName(),
                        gpus.path().toString(),
                        "1200"))
                .redirectError(folder.resolve("stderr").toFile())
                .redirectOutput(folder.resolve("stdout").toFile())
                .start();
        assertThat(dead.waitFor()).isEqualTo(137);
        assertThat(gpus.writes()).extracting(NvmlDouble.Write::pid).containsOnly(dead.pid());
        assertThat(gpus.lockOn(1)).contains("345..1200");

        try (NvmlNode node = gpus.open()) {
            GpuLane gpu = node.gpus().get(1);
            assertThat(gpu.ask(NvmlGpu::appliedClock, PLENTY)).isEqualTo(Reading.of(new Megahertz(1200)));
            NvmlActuator actuator = new NvmlActuator(
                    node.gpus(),
                    new ClockWriter(node.session().library()),
                    ClockTable.evenly(new Megahertz(345), new Megahertz(1980), 15),
                    LockRange.Shape.RANGE,
                    PLENTY);
            actuator.adopt(Set.of(gpu.id().uuid()));
            assertThat(actuator.release()).isEqualTo(new Actuation.Accepted());
            assertThat(gpus.log()).hasSize(3).endsWith("1 reset");
            assertThat(gpu.ask(NvmlGpu::appliedClock, PLENTY)).isEqualTo(Reading.of(new Megahertz(1980)));
            assertThat(gpus.lockOn(0)).contains("345..1200");
        }
    }
}
