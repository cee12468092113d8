package io.gpugovernor.daemon.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.sim.sweep.TestbedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeldClockTest {
    private static final GpuId GPU =
            new GpuId(0, "GPU-0d0b1e00-0000-4000-8000-000000000000", "00000000:1B:00.0", "H100");
    private static final Megahertz LOW = new Megahertz(1200);
    private static final Megahertz HIGH = new Megahertz(1980);
    /** Waiting for a clock to settle takes milliseconds. */
    private static final double SPEED = 500;

    private final List<String> calls = new ArrayList<>();
    private Actuation verdict = new Actuation.NotNeeded();
    private Actuation answer = new Actuation.Accepted();
    private Megahertz applied = LOW;

    private final HeldClock clock = new HeldClock(
            new NodeGpus(
                    new SensorGauge(() -> List.of(new GpuReading(
                            GPU, Reading.of(applied), Reading.of(new Watts(1)), Reading.of(Joules.ZERO), Set.of()))),
                    List.of(GPU),
                    List.of(LOW, HIGH),
                    Optional.of(new Recorder())),
            new Waiting(new SystemTime(SPEED)));

    private final class Recorder implements ClockActuator {
        @Override
        public Actuation lock(Megahertz wanted) {
            calls.add("lock " + wanted.value());
            return answer;
        }

        @Override
        public Actuation verify() {
            calls.add("verify");
            return verdict;
        }

        @Override
        public Actuation release() {
            calls.add("release");
            return new Actuation.Accepted();
        }
    }

    @Test
    void locksAClockOnceAndReleasesItAtTheEnd() throws Exception {
        clock.lock(Optional.of(LOW));
        clock.lock(Optional.of(LOW));
        clock.close();
        clock.close();

        assertThat(calls).containsExactly("lock 1200", "release");
    }

    @Test
    void neverAsksTheActuatorAgainAfterTheEnd() throws Exception {
        clock.lock(Optional.of(LOW));
        clock.close();
        calls.clear();

        assertThat(clock.verify()).isEmpty();
        assertThatThrownBy(() -> clock.lock(Optional.of(HIGH)))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("being ended");
        assertThatThrownBy(clock::stands).isInstanceOf(TestbedException.class);
        assertThat(calls).isEmpty();
    }

    @Test
    void takesAClockThatSomebodyElseChangedForNoneThatIsHeld() throws Exception {
        clock.lock(Optional.of(LOW));
        assertThat(clock.verify()).isEmpty();

        verdict = new Actuation.Reasserted("something else set its clock; set again");
        assertThat(clock.verify()).contains("something else set its clock; set again");

        verdict = new Actuation.Yielded("left as it is");
        assertThat(clock.verify()).contains("left as it is");
    }

    @Test
    void refusesWhatIsRefusedAndWhatIsNoStep() {
        assertThatThrownBy(() -> clock.lock(Optional.of(new Megahertz(1900))))
                .isInstanceOf(TestbedException.class)
                .hasMessage("the GPUs have no clock step of 1900 MHz; the nearest are [1200, 1980]");
        assertThat(calls).isEmpty();

        answer = new Actuation.Yielded("standing aside for another 9 s");
        assertThatThrownBy(() -> clock.lock(Optional.of(HIGH)))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("standing aside for another 9 s");
    }

    @Test
    void releasesAtOnceWhereTheLockIsNotHonoured() {
        applied = HIGH;
        assertThatThrownBy(() -> clock.lock(Optional.of(LOW)))
                .isInstanceOf(TestbedException.class)
                .hasMessageContaining("GPU 0 runs above the 1200 MHz it was locked to");
        assertThat(calls).containsExactly("lock 1200", "release");
    }
}
