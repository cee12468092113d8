package io.gpugovernor.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.model.ThrottleReason;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Watts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NvmlSensorTest {
    private static final Duration PLENTY = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private NvmlDouble gpus;
    private NvmlNode node;
    private Moment now = new Moment(0);

    @BeforeEach
    void open() {
        gpus = NvmlDouble.in(folder).with("gpus=4");
        node = gpus.open();
    }

    @AfterEach
    void close() {
        gpus.with();
        node.close();
    }

    @Test
    void readsItsDomainInItsOrder() {
        try (NvmlSensor sensor = sensor(PLENTY, 2, 0)) {
            assertThat(sensor.read())
                    .extracting(reading -> reading.gpu().index(), GpuReading::appliedClock, GpuReading::throttled)
                    .containsExactly(
                            tuple(2, Reading.of(new Megahertz(1980)), Set.of()),
                            tuple(0, Reading.of(new Megahertz(1980)), Set.of()));
        }
    }

    @Test
    void saysWhatHoldsTheClockDown() {
        gpus.and("throttled-at=1500", "reasons=0xe0");
        try (NvmlSensor sensor = sensor(PLENTY, 0)) {
            assertThat(sensor.read().get(0).throttled())
                    .containsExactlyInAnyOrder(
                            ThrottleReason.POWER_LIMIT, ThrottleReason.THERMAL, ThrottleReason.HARDWARE);
        }
    }

    @Test
    void keepsTheFullConditionOfTheLastReading() {
        gpus.and("temperature=70", "persistence=0");
        try (NvmlSensor sensor = sensor(PLENTY, 1)) {
            assertThat(sensor.conditions()).isEmpty();
            sensor.read();
            assertThat(sensor.conditions()).singleElement().satisfies(condition -> {
                assertThat(condition.temperature()).isEqualTo(Reading.of(new Celsius(70)));
                assertThat(condition.persistence()).isEqualTo(Reading.of(false));
                assertThat(condition.powerLimit()).isEqualTo(Reading.of(new Watts(700)));
            });
        }
    }

    @Test
    void goesOnWithoutAGpuThatHangsUntilItComesBack() {
        try (NvmlSensor patient = sensor(PLENTY, 1);
                NvmlSensor sensor = sensor(Duration.ofMillis(500), 0, 1)) {
            gpus.and("gpu1.hang=reads");
            List<GpuReading> first = sensor.read();
            assertThat(first.get(0).power()).isInstanceOf(Reading.Present.class);
            assertThat(first.get(1).power()).isEqualTo(Reading.absent("GPU 1: no answer in time"));
            assertThat(first.get(1).appliedClock()).isEqualTo(Reading.absent("GPU 1: no answer in time"));
            assertThat(sensor.read().get(1).power())
                    .isEqualTo(Reading.absent("GPU 1: the driver has not come back from an earlier call"));

            gpus.without("gpu1.hang=reads");
            Eventually.await(() -> !node.gpus().get(1).isStuck());
            assertThat(patient.read().get(0).power()).isInstanceOf(Reading.Present.class);
        }
    }

    @Test
    void goesOnWithoutAGpuThatIsLost() {
        gpus.and("gpu0.lost-at=1");
        try (NvmlSensor sensor = sensor(PLENTY, 0, 1)) {
            List<GpuReading> readings = sensor.read();
            assertThat(readings.get(0).appliedClock())
                    .isEqualTo(Reading.absent("GPU 0: SM clock: GPU is lost (NVML status 15)"));
            assertThat(readings.get(1).appliedClock()).isEqualTo(Reading.of(new Megahertz(1980)));
        }
    }

    @Test
    void waitsForASlowDriver() {
        gpus.and("slow-us=2000");
        try (NvmlSensor sensor = sensor(PLENTY, 0, 1, 2, 3)) {
            assertThat(sensor.read())
                    .extracting(GpuReading::power)
                    .allSatisfy(power -> assertThat(power).isInstanceOf(Reading.Present.class));
        }
    }

    @Test
    void readsTheEnergyCounterEveryTenSecondsAndNoOftener() {
        try (NvmlSensor sensor = sensor(PLENTY, 0)) {
            Eventually.await(() -> energy(sensor) instanceof Reading.Present);
            Reading<Joules> first = energy(sensor);
            assertThat(Stream.generate(() -> energy(sensor)).limit(50)).containsOnly(first);
            now = now.plus(Duration.ofSeconds(10));
            Eventually.await(() -> !energy(sensor).equals(first));
            assertThat(energy(sensor))
                    .isInstanceOfSatisfying(
                            Reading.Present.class,
                            later ->
                                    assertThat(((Joules) later.value()).value()).isGreaterThan(5000));
        }
    }

    @Test
    void neverWaitsForTheEnergyCounterAndNeverTellsAnOldOne() {
        try (NvmlSensor sensor = sensor(PLENTY, 0)) {
            Eventually.await(() -> energy(sensor) instanceof Reading.Present);
            gpus.and("hang=energy");
            now = now.plus(Duration.ofSeconds(40));
            GpuReading reading = sensor.read().get(0);
            assertThat(reading.power()).isInstanceOf(Reading.Present.class);
            assertThat(reading.energy()).isEqualTo(Reading.absent("GPU 0: the counter last answered 40 s ago"));
        }
    }

    @Test
    void writesNothing() {
        try (NvmlSensor sensor = sensor(PLENTY, 0, 1, 2, 3)) {
            sensor.read();
            sensor.read();
        }
        assertThat(gpus.log()).isEmpty();
    }

    private Reading<Joules> energy(NvmlSensor sensor) {
        return sensor.read().get(0).energy();
    }

    private NvmlSensor sensor(Duration time, Integer... indices) {
        return new NvmlSensor(Stream.of(indices).map(node.gpus()::get).toList(), time, () -> now);
    }
}
