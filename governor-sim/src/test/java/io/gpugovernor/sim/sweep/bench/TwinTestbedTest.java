package io.gpugovernor.sim.sweep.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.StepPhysics;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.sweep.Errand;
import io.gpugovernor.sim.sweep.Prompt;
import io.gpugovernor.sim.sweep.Reading;
import io.gpugovernor.sim.sweep.RequestRate;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.TestbedException;
import io.gpugovernor.sim.sweep.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TwinTestbedTest {
    private static final HardwareProfile PROFILE = HardwareProfiles.load("h100-llama-8b");
    private static final Megahertz CLOCK = new Megahertz(1200);
    private static final Errand ERRAND = new Errand(new Prompt(100, 50), new RequestRate(5), 200, 20, 3);

    @Test
    void measuresTheSameTwiceFromOneSeedAndOtherwiseFromAnother() {
        Reading once = testbed(1).serve(ERRAND);

        assertThat(testbed(1).serve(ERRAND)).isEqualTo(once);
        assertThat(testbed(2).serve(ERRAND)).isNotEqualTo(once);
    }

    @Test
    void leavesTheWarmUpOutAndFinishesRequestsAsTheyArrive() {
        Reading reading = testbed(1).serve(ERRAND);

        assertThat(reading.requests())
                .hasSize(200)
                .allSatisfy(timing -> assertThat(timing.outputTokens()).isEqualTo(50));
        assertThat(reading.failed()).isZero();
        assertThat(reading.applied()).contains(CLOCK);
        double arrivals = 199 / Durations.seconds(reading.elapsed());
        assertThat(reading.finished() / Durations.seconds(reading.elapsed())).isCloseTo(arrivals, within(0.1));
        assertThat(arrivals).isCloseTo(5, within(1.0));
    }

    @Test
    void scalesTheSameArrivalsByTheRate() {
        List<Duration> slow = arrivals(2);
        List<Duration> fast = arrivals(4);

        for (int i = 0; i < slow.size(); i++) {
            assertThat(Durations.seconds(fast.get(i))).isCloseTo(Durations.seconds(slow.get(i)) / 2, within(1e-6));
        }
    }

    private static List<Duration> arrivals(double rate) {
        return testbed(1).serve(new Errand(new Prompt(100, 2), new RequestRate(rate), 20, 0, 3)).requests().stream()
                .map(Timing::arrival)
                .toList();
    }

    @Test
    void drawsItsIdlePowerAtRest() {
        Reading rest = testbed(1).rest(Duration.ofSeconds(4));

        assertThat(rest.elapsed()).isEqualTo(Duration.ofSeconds(4));
        assertThat(rest.power().value())
                .isCloseTo(new StepPhysics(PROFILE).idle(CLOCK).value(), within(1e-6));
    }

    @Test
    void servesAVolleyAloneAndMakesLaterOnesWait() {
        TwinTestbed testbed = testbed(1);
        Duration alone =
                testbed.volley(1, new Prompt(1024, 8)).requests().get(0).ttft();

        List<Duration> together = testbed.volley(8, new Prompt(1024, 8)).requests().stream()
                .map(Timing::ttft)
                .sorted()
                .toList();

        assertThat(together).hasSize(8);
        assertThat(together.get(7)).isGreaterThan(alone.multipliedBy(3));
        assertThat(testbed.volley(3, new Prompt(64, 1)).requests())
                .hasSize(3)
                .allSatisfy(timing -> assertThat(timing.tbt()).isEmpty());
    }

    @Test
    void tellsHowLongThePowerLimitHeldIt() {
        TwinTestbed tp4 = new TwinTestbed(HardwareProfiles.load("h100-llama-70b-tp4"), 1);
        Prompt prompts = new Prompt(2048, 1);

        assertThat(tp4.volley(32, prompts).throttled().value()).isGreaterThan(0.9);
        tp4.lock(Optional.of(new Megahertz(795)));
        assertThat(tp4.volley(32, prompts).throttled().value()).isZero();
    }

    @Test
    void countsWhatTheEngineRefusesAsFailed() {
        Reading reading = testbed(1).volley(1, new Prompt(10_000_000, 1));

        assertThat(reading.requests()).isEmpty();
        assertThat(reading.failed()).isEqualTo(1);
    }

    @Test
    void refusesAClockThatIsNoStep() {
        TwinTestbed testbed = testbed(1);

        assertThatThrownBy(() -> testbed.lock(Optional.of(new Megahertz(1201))))
                .isInstanceOf(TestbedException.class)
                .hasMessage("h100-llama-8b has no clock step of 1201 MHz");
    }

    @Test
    void knowsTheModelsOnOtherNumbersOfGpus() {
        HardwareProfile tp8 = HardwareProfiles.load("h100-llama-70b-tp8");

        assertThat(TwinLaboratory.parallelisms(tp8)).contains(4, 8);
        assertThat(TwinLaboratory.of(tp8, List.of(new Setup(4, 32)))
                        .subject(new Setup(4, 32))
                        .hardware())
                .isEqualTo("h100-llama-70b-tp4");
        assertThatThrownBy(() -> TwinLaboratory.of(tp8, List.of(new Setup(3, 32))))
                .hasMessageContaining("on 3 GPUs; there are [");
    }

    private static TwinTestbed testbed(long seed) {
        TwinTestbed testbed = new TwinTestbed(PROFILE, seed);
        testbed.lock(Optional.of(CLOCK));
        return testbed;
    }
}
