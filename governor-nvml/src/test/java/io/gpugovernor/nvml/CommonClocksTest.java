package io.gpugovernor.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.units.Megahertz;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommonClocksTest {
    private static final Duration PLENTY = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void keepsTheStepsThatAllGpusList() {
        // The second GPU lists every 15 MHz up to 1410, the first up to 1980.
        NvmlDouble gpus = NvmlDouble.in(folder).with("gpus=2", "gpu1.highest=1410");
        try (NvmlNode node = gpus.open()) {
            assertThat(CommonClocks.of(node.gpus(), PLENTY))
                    .isEqualTo(Reading.of(ClockTable.evenly(new Megahertz(345), new Megahertz(1410), 15)));
        }
    }

    @Test
    void findsNoneWhereTheStepsNeverMeet() {
        // 1403, 1388, ... against 1980, 1965, ...: both by 15, but off by 7.
        NvmlDouble gpus = NvmlDouble.in(folder).with("gpus=2", "gpu1.highest=1403");
        try (NvmlNode node = gpus.open()) {
            assertThat(CommonClocks.of(node.gpus(), PLENTY))
                    .isEqualTo(Reading.absent("the domain's GPUs have no clock step in common"));
        }
    }

    @Test
    void saysWhichGpuDoesNotTell() {
        NvmlDouble gpus = NvmlDouble.in(folder).with("gpus=2", "gpu1.fail.nvmlDeviceGetSupportedGraphicsClocks=3");
        try (NvmlNode node = gpus.open()) {
            assertThat(CommonClocks.of(node.gpus(), PLENTY))
                    .isEqualTo(Reading.absent("GPU 1: supported clocks: Not supported (NVML status 3)"));
            assertThat(IntStream.range(0, 2)
                            .mapToObj(node.gpus()::get)
                            .map(gpu -> gpu.ask(NvmlGpu::clockTable, PLENTY) instanceof Reading.Present))
                    .containsExactly(true, false);
        }
    }
}
