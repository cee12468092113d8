package io.gpugovernor.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.model.ThrottleReason;
import io.gpugovernor.core.telemetry.StepLimits;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.TinyHardware;
import io.gpugovernor.sim.gpu.EngineLimits;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.twin.Twin;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TwinPortsTest {
    private final Twin twin = twin(TinyHardware.exact());
    private final TwinPorts ports = new TwinPorts(twin);

    @Test
    void readsTheEngineAsItStands() {
        twin.submit(100, 5);

        assertThat(ports.read()).isInstanceOfSatisfying(Telemetry.Available.class, available -> {
            assertThat(available.snapshot().running()).isEqualTo(1);
            assertThat(available.snapshot().at()).isEqualTo(twin.now());
        });
    }

    @Test
    void tellsWhatTheEnginesCommandLineSets() {
        EngineLimits limits = twin.profile().limits();
        StepLimits told = new StepLimits(OptionalInt.of(limits.stepTokens()), OptionalInt.of(limits.maxSequences()));

        assertThat(ports.read())
                .isInstanceOfSatisfying(
                        Telemetry.Available.class,
                        available -> assertThat(available.source().limits()).isEqualTo(told));
    }

    @Test
    void sharesPowerAndEnergyEvenlyAmongTheGpus() {
        twin.submit(100, 5);
        twin.advanceTo(new Moment(50_000_000));

        List<GpuReading> readings = ports.sensor().read();

        assertThat(readings).hasSize(2);
        assertThat(readings)
                .extracting(GpuReading::power)
                .containsOnly(Reading.of(twin.power().times(0.5)));
        assertThat(readings)
                .extracting(GpuReading::energy)
                .containsOnly(Reading.of(twin.energy().times(0.5)));
        assertThat(readings).allMatch(gpu -> gpu.throttled().isEmpty());
    }

    @Test
    void tellsOfThePowerLimit() {
        Twin limited = twin(TinyHardware.with(new Watts(200)));
        TwinPorts limitedPorts = new TwinPorts(limited);
        limited.submit(1000, 1);

        assertThat(limitedPorts.sensor().read()).allSatisfy(gpu -> {
            assertThat(gpu.throttled()).containsExactly(ThrottleReason.POWER_LIMIT);
            assertThat(gpu.appliedClock()).isEqualTo(Reading.of(limited.appliedClock()));
        });
    }

    @Test
    void locksAndReleases() {
        assertThat(ports.lock(TinyHardware.LOWEST)).isEqualTo(new Actuation.Accepted());
        twin.advanceTo(new Moment(30_000_000));
        assertThat(twin.clockInForce()).isEqualTo(TinyHardware.LOWEST);

        assertThat(ports.release()).isEqualTo(new Actuation.Accepted());
        twin.advanceTo(new Moment(60_000_000));
        assertThat(twin.clockInForce()).isEqualTo(TinyHardware.HIGHEST);
    }

    @Test
    void namesGpusThatNobodyTakesForRealOnes() {
        List<GpuId> gpus = SimulatedGpus.of(TinyHardware.exact());

        assertThat(gpus).extracting(GpuId::index).containsExactly(0, 1);
        assertThat(gpus).extracting(GpuId::uuid).doesNotHaveDuplicates();
        assertThat(gpus).extracting(GpuId::pciBusId).doesNotHaveDuplicates();
        assertThat(gpus).allMatch(gpu -> gpu.model().endsWith("(simulated)"));
    }

    private static Twin twin(HardwareProfile profile) {
        return new Twin(profile, SwitchTiming.DEFAULT, new SplittableRandom(1), completion -> {});
    }
}
