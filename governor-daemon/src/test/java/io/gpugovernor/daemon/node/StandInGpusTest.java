package io.gpugovernor.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.port.EngineTelemetry;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.daemon.journal.DomainSums;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.profile.HardwareProfiles;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandInGpusTest {
    private static final Megahertz LOW = new Megahertz(990);

    private final HardwareProfile hardware = HardwareProfiles.load("h100-llama-70b-tp8");
    private final HandMovedTime time = new HandMovedTime();
    private final StandInGpus gpus = new StandInGpus(hardware, time);

    @Test
    void thereAreAsManyAsTheProfileHasAndTheySayThatTheyAreSimulated() {
        assertThat(gpus.read())
                .hasSize(hardware.gpus())
                .allSatisfy(gpu -> assertThat(gpu.gpu().model()).endsWith("(simulated)"));
    }

    @Test
    void drawMoreWhileTheEngineWorks() {
        Watts idle = power();
        serve(8);
        Watts some = power();
        serve(64);

        assertThat(some).isGreaterThan(idle);
        assertThat(power()).isGreaterThan(some);
    }

    @Test
    void drawLessAtALowerClockIdleAndBusy() {
        Watts idle = power();
        serve(32);
        Watts busy = power();

        assertThat(gpus.lock(LOW)).isEqualTo(new Actuation.Accepted());

        assertThat(power()).isLessThan(busy);
        assertThat(clock()).isEqualTo(LOW);
        serve(0);
        assertThat(power()).isLessThan(idle);
    }

    @Test
    void runAtTheHighestClockUnlessLocked() {
        assertThat(clock()).isEqualTo(hardware.clocks().max());
        gpus.lock(LOW);
        gpus.release();
        assertThat(clock()).isEqualTo(hardware.clocks().max());
    }

    @Test
    void energyIsPowerTimesTimeThroughEveryChange() {
        double expected = 0;
        expected += pass(Duration.ofSeconds(3));
        serve(16);
        expected += pass(Duration.ofSeconds(2));
        gpus.lock(LOW);
        expected += pass(Duration.ofSeconds(5));
        gpus.release();
        serve(0);
        expected += pass(Duration.ofMillis(250));

        assertThat(energy()).isCloseTo(expected, within(1e-6 * expected));
    }

    @Test
    void lookingTwiceAtOnceAddsNoEnergy() {
        pass(Duration.ofSeconds(1));
        double once = energy();

        assertThat(energy()).isEqualTo(once);
    }

    @Test
    void workNoHarderThanTheLargestBatchOfTheEngine() {
        serve(hardware.limits().maxSequences());
        Watts full = power();
        serve(1_000_000_000_000L);

        assertThat(power()).isEqualTo(full);
    }

    @Test
    void passOnWhatTheEngineSaysUnchanged() {
        Telemetry busy = Snapshots.running(5, time.now());
        Telemetry silent = new Telemetry.Unavailable("gone");

        assertThat(gpus.under(() -> busy).read()).isSameAs(busy);
        Watts before = power();
        assertThat(gpus.under(() -> silent).read()).isSameAs(silent);
        assertThat(power()).isEqualTo(before);
    }

    private void serve(long requests) {
        EngineTelemetry engine = gpus.under(() -> Snapshots.running(requests, time.now()));
        engine.read();
    }

    /** Lets time pass, and tells what energy that should have taken. */
    private double pass(Duration duration) {
        double joules = power().over(duration).value();
        time.pass(duration);
        return joules;
    }

    private Watts power() {
        return DomainSums.power(gpus.read()).orElseThrow();
    }

    private double energy() {
        return gpus.read().stream()
                .mapToDouble(gpu -> gpu.energy() instanceof Reading.Present<Joules> energy
                        ? energy.value().value()
                        : Double.NaN)
                .sum();
    }

    private Megahertz clock() {
        List<Megahertz> clocks = gpus.read().stream()
                .map(GpuReading::appliedClock)
                .filter(Reading.Present.class::isInstance)
                .map(reading -> ((Reading.Present<Megahertz>) reading).value())
                .distinct()
                .toList();
        assertThat(clocks).hasSize(1);
        return clocks.get(0);
    }
}
