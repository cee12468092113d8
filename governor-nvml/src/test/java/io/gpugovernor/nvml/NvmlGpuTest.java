package io.gpugovernor.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NvmlGpuTest {
    private static final List<Function<NvmlGpu, Reading<?>>> ALL = List.of(
            NvmlGpu::power,
            NvmlGpu::appliedClock,
            NvmlGpu::clockReasons,
            NvmlGpu::temperature,
            NvmlGpu::enforcedPowerLimit,
            NvmlGpu::powerLimit,
            NvmlGpu::defaultPowerLimit,
            NvmlGpu::powerLimitRange,
            NvmlGpu::persistence,
            NvmlGpu::energy,
            NvmlGpu::clockTable,
            NvmlGpu::processes,
            NvmlGpu::mig,
            NvmlGpu::virtualization);

    @TempDir
    Path folder;

    @Test
    void readsInItsUnits() {
        NvmlDouble gpus = NvmlDouble.in(folder).with("temperature=63", "throttled-at=1410", "reasons=0x28");
        assertThat(read(gpus, NvmlGpu::appliedClock)).isEqualTo(new Megahertz(1410));
        assertThat(read(gpus, NvmlGpu::power)).isEqualTo(new Watts(69.3 + 0.028 * 1410));
        assertThat(read(gpus, NvmlGpu::clockReasons)).isEqualTo(new ClockReasons(0x2c));
        assertThat(read(gpus, NvmlGpu::temperature)).isEqualTo(new Celsius(63));
        assertThat(read(gpus, NvmlGpu::enforcedPowerLimit)).isEqualTo(new Watts(700));
        assertThat(read(gpus, NvmlGpu::powerLimit)).isEqualTo(new Watts(700));
        assertThat(read(gpus, NvmlGpu::defaultPowerLimit)).isEqualTo(new Watts(700));
        assertThat(read(gpus, NvmlGpu::powerLimitRange)).isEqualTo(new PowerRange(new Watts(200), new Watts(700)));
        assertThat(read(gpus, NvmlGpu::persistence)).isEqualTo(true);
        assertThat(read(gpus, NvmlGpu::energy)).isEqualTo(new Joules(5000));
        assertThat(read(gpus, NvmlGpu::gspFirmware)).isEqualTo(true);
    }

    @Test
    void listsTheClocksOfItsHighestMemoryClock() {
        assertThat(read(NvmlDouble.in(folder), NvmlGpu::clockTable))
                .isEqualTo(ClockTable.evenly(new Megahertz(345), new Megahertz(1980), 15));
    }

    @Test
    void listsProcessesHoweverMany() {
        NvmlDouble gpus = NvmlDouble.in(folder);
        assertThat(read(gpus, NvmlGpu::processes)).isEqualTo(List.of());
        String pids = IntStream.rangeClosed(101, 150).mapToObj(String::valueOf).collect(Collectors.joining(","));
        gpus.with("processes=" + pids);
        assertThat(read(gpus, NvmlGpu::processes))
                .isEqualTo(IntStream.rangeClosed(101, 150)
                        .mapToObj(GpuProcess::new)
                        .toList());
    }

    @Test
    void tellsMigAndVirtualization() {
        NvmlDouble gpus = NvmlDouble.in(folder);
        assertThat(read(gpus, NvmlGpu::mig)).isEqualTo(false);
        assertThat(read(gpus, NvmlGpu::virtualization)).isEqualTo(Virtualization.NONE);
        gpus.with("mig=1", "virtualization=2");
        assertThat(read(gpus, NvmlGpu::mig)).isEqualTo(true);
        assertThat(read(gpus, NvmlGpu::virtualization)).isEqualTo(Virtualization.VGPU);
    }

    @Test
    void hasMigOffWhereTheDriverDoesNotKnowIt() {
        assertThat(read(NvmlDouble.in(folder).with("fail.nvmlDeviceGetMigMode=3"), NvmlGpu::mig))
                .isEqualTo(false);
    }

    @Test
    void readsThroughTheOlderFunctionsOfAnOlderDriver() {
        NvmlDouble gpus = NvmlDouble.oldDriverIn(folder).with("temperature=51", "reasons=0x40");
        assertThat(read(gpus, NvmlGpu::temperature)).isEqualTo(new Celsius(51));
        assertThat(read(gpus, NvmlGpu::clockReasons)).isEqualTo(new ClockReasons(0x40));
        assertThat(ask(gpus, NvmlGpu::gspFirmware))
                .isEqualTo(Reading.absent("GPU 0: GSP firmware mode: Function not found (NVML status 13)"));
    }

    @Test
    void readsThroughTheNewerFunctionsOfANewerDriver() {
        NvmlDouble gpus = NvmlDouble.newDriverIn(folder).with("temperature=51", "reasons=0x40");
        assertThat(read(gpus, NvmlGpu::temperature)).isEqualTo(new Celsius(51));
        assertThat(read(gpus, NvmlGpu::clockReasons)).isEqualTo(new ClockReasons(0x40));
        assertThat(read(gpus, NvmlGpu::appliedClock)).isEqualTo(new Megahertz(1980));
    }

    @Test
    void asksForThrottleReasonsByTheirNewerNameWhereBothAreThere() {
        NvmlDouble gpus = NvmlDouble.in(folder).with("fail.nvmlDeviceGetCurrentClocksThrottleReasons=999");
        assertThat(read(gpus, NvmlGpu::clockReasons)).isEqualTo(new ClockReasons(0));
    }

    @Test
    void readsTheTemperatureByTheNewerCallWhereTheOlderIsGone() {
        NvmlDouble gpus = NvmlDouble.in(folder).with("temperature=51", "fail.nvmlDeviceGetTemperature=26");
        assertThat(read(gpus, NvmlGpu::temperature)).isEqualTo(new Celsius(51));
    }

    @Test
    void hasNoReadingAtAllOnceTheGpuIsLost() {
        NvmlDouble gpus = NvmlDouble.in(folder);
        try (NvmlNode node = gpus.open()) {
            gpus.with("lost-at=1");
            for (Function<NvmlGpu, Reading<?>> question : ALL) {
                assertThat(node.gpus().get(0).ask(gpu -> anything(question, gpu), Duration.ofSeconds(10)))
                        .isInstanceOfSatisfying(
                                Reading.Absent.class,
                                absent -> assertThat(absent.reason())
                                        .startsWith("GPU 0: ")
                                        .endsWith(": GPU is lost (NVML status 15)"));
            }
        }
    }

    @Test
    void isLostAtTheVeryCallThatIsAskedFor() {
        NvmlDouble gpus = NvmlDouble.in(folder);
        try (NvmlNode node = gpus.open()) {
            gpus.with("lost-at=3");
            GpuLane gpu = node.gpus().get(0);
            assertThat(gpu.ask(NvmlGpu::power, Duration.ofSeconds(10))).isInstanceOf(Reading.Present.class);
            assertThat(gpu.ask(NvmlGpu::power, Duration.ofSeconds(10))).isInstanceOf(Reading.Present.class);
            assertThat(gpu.ask(NvmlGpu::power, Duration.ofSeconds(10))).isInstanceOf(Reading.Absent.class);
        }
    }

    @Test
    void losesOneReadingWithoutTheOthers() {
        NvmlDouble gpus = NvmlDouble.in(folder).with("fail.nvmlDeviceGetPowerUsage=999");
        assertThat(ask(gpus, NvmlGpu::power))
                .isEqualTo(Reading.absent("GPU 0: power: Unknown error (NVML status 999)"));
        assertThat(read(gpus, NvmlGpu::appliedClock)).isEqualTo(new Megahertz(1980));
    }

    @Test
    void takesAnImpossibleValueAsNoValue() {
        assertThat(ask(NvmlDouble.in(folder).with("temperature=4000"), NvmlGpu::temperature))
                .isInstanceOfSatisfying(
                        Reading.Absent.class,
                        absent -> assertThat(absent.reason()).contains("nonsense"));
    }

    private static <T> T read(NvmlDouble gpus, Function<NvmlGpu, Reading<T>> question) {
        Reading<T> reading = ask(gpus, question);
        if (reading instanceof Reading.Present<T> present) {
            return present.value();
        }
        throw new AssertionError(reading);
    }

    private static <T> Reading<T> ask(NvmlDouble gpus, Function<NvmlGpu, Reading<T>> question) {
        try (NvmlNode node = gpus.open()) {
            return node.gpus().get(0).ask(question, Duration.ofSeconds(10));
        }
    }

    /** For assertions that do not mind the type. */
    private static Reading<String> anything(Function<NvmlGpu, Reading<?>> question, NvmlGpu gpu) {
        return question.apply(gpu) instanceof Reading.Absent<?> absent
                ? Reading.absent(absent.reason())
                : Reading.of("present");
    }
}
