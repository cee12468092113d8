package io.gpugovernor.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StepTimeTest {
    private static final StepTime H100 = Models.STEP_TIME;

    @Test
    void takesNoPowerLimitOverFromOtherGpus() {
        StepTime limited = new StepTime(
                Models.HIGHEST, 0.005, 0, 1e-4, 0.01, 1e-7, 0.75, 1, new Megahertz(Models.HIGHEST.value() * 3 / 4));
        Megahertz highest = new Megahertz(1410);
        StepTime elsewhere = limited.stretched(highest.value() / (double) Models.HIGHEST.value());
        Duration below = elsewhere.step(new Megahertz(1200), 2048, 8, 1000);
        assertThat(elsewhere.step(highest, 2048, 8, 1000)).isLessThan(below);
        assertThat(Durations.seconds(elsewhere.step(highest, 0, 8, 1000)))
                .isCloseTo(Durations.seconds(limited.step(Models.HIGHEST, 0, 8, 1000)), within(1e-4));
    }

    @Test
    void neverRisesWithTheClock() {
        Random random = new Random(47);
        for (int round = 0; round < 200; round++) {
            StepTime model = new StepTime(
                    Models.HIGHEST,
                    random.nextDouble() * 0.01,
                    random.nextDouble() * 1e-5,
                    random.nextDouble() * 2e-4,
                    random.nextDouble() * 0.02,
                    random.nextDouble() * 1e-6,
                    0.3 + random.nextDouble(),
                    4 * random.nextDouble(),
                    new Megahertz(1000 + random.nextInt(980)));
            int prefill = random.nextInt(3) * random.nextInt(4096);
            int sequences = random.nextInt(128);
            Duration last = Duration.ofDays(1);
            for (Megahertz clock : Models.TABLE.steps()) {
                Duration step = model.step(clock, prefill, sequences, 1000);
                assertThat(step).isLessThanOrEqualTo(last);
                last = step;
            }
        }
    }

    @Test
    void prefillScalesWithOneOverTheClock() {
        double half = prefill(H100, 600);
        double full = prefill(H100, 1200);
        assertThat(half / full).isEqualTo(2, within(0.1));
    }

    @Test
    void decodeIsFlatAboveItsKnee() {
        double atTop = decode(1980);
        assertThat(decode(1500)).isEqualTo(atTop, within(0.05 * atTop));
        assertThat(decode(600)).isGreaterThan(1.5 * atTop);
    }

    @Test
    void prefillGetsNoFasterAboveTheClockAtWhichThePowerLimitBinds() {
        assertThat(prefill(H100, 1980)).isEqualTo(prefill(H100, 1700), within(1e-3 * prefill(H100, 1700)));
        assertThat(prefill(H100, 1500)).isGreaterThan(1.05 * prefill(H100, 1700));
    }

    @Test
    void whatGpusExchangeDependsOnNoClock() {
        StepTime alone = new StepTime(Models.HIGHEST, 0, 0, 1e-5, 1e-3, 0, 0.6, 0, Models.HIGHEST);
        StepTime together = new StepTime(Models.HIGHEST, 0, 1e-5, 1e-5, 1e-3, 0, 0.6, 0, Models.HIGHEST);
        for (int clock : new int[] {345, 900, 1980}) {
            assertThat(prefill(together, clock) - prefill(alone, clock)).isEqualTo(2048e-5, within(1e-8));
        }
    }

    @Test
    void blendRunsFromTheLargerAloneToTheSumOfBoth() {
        // At the reference clock: 1,000 tokens of arithmetic take 10 ms, the weights take 4 ms.
        assertThat(blended(0)).isEqualTo(0.010, within(1e-8));
        assertThat(blended(4)).isEqualTo(0.014, within(1e-8));
        assertThat(blended(1)).isBetween(0.010, 0.014);
    }

    @Test
    void aPrefillIsArithmeticAndASmallDecodeIsNot() {
        assertThat(H100.computeShare(Models.HIGHEST, 2048, 0, 0)).isGreaterThan(0.9);
        assertThat(H100.computeShare(Models.HIGHEST, 0, 1, 1000)).isLessThan(0.05);
    }

    @Test
    void aDecodeTakesAsMuchArithmeticAsAPromptsToken() {
        StepTime slow = H100.scaled(stretchedBy(Math.log(8)), TiltedScale.NONE);
        assertThat(slow.step(Models.HIGHEST, 0, 500, 0)).isEqualTo(slow.step(Models.HIGHEST, 500, 0, 0));
        assertThat(slow.seconds(Models.HIGHEST, 0, 500, 0)).isGreaterThan(3 * H100.seconds(Models.HIGHEST, 0, 500, 0));
        assertThat(slow.seconds(Models.HIGHEST, 0, 2, 0)).isLessThan(1.1 * H100.seconds(Models.HIGHEST, 0, 2, 0));
    }

    @Test
    void saysWhichShareOfAStepThePrefillFactorStretches() {
        StepTime model = new StepTime(
                Models.HIGHEST,
                2e-3,
                1e-6,
                5e-5,
                8e-3,
                1e-7,
                0.6,
                1,
                new Megahertz(1700),
                stretchedBy(0.3),
                stretchedBy(-0.2));
        StepTime more = model.scaled(stretchedBy(0.3 + 1e-4), stretchedBy(-0.2));
        for (double prompts : new double[] {0, 20, 200, 2000}) {
            double step = model.seconds(Models.HIGHEST, prompts, 40, 1000);
            double grows = Math.log(more.seconds(Models.HIGHEST, prompts, 40, 1000) / step) / 1e-4;
            assertThat(model.prefillShare(Models.HIGHEST, prompts, 40, 1000)).isCloseTo(grows, within(1e-3));
        }
        assertThat(model.prefillShare(Models.HIGHEST, 2000, 40, 1000)).isBetween(0.8, 1.0);
    }

    private static TiltedScale stretchedBy(double logarithm) {
        return TiltedScale.recalled(logarithm, 0, 0.01, 0, 0.01);
    }

    private static double blended(double blend) {
        StepTime model = new StepTime(Models.HIGHEST, 0, 0, 1e-5, 4e-3, 0, 0.6, blend, Models.HIGHEST);
        return Durations.seconds(model.step(Models.HIGHEST, 1000, 0, 0));
    }

    private static double prefill(StepTime model, int clock) {
        return Durations.seconds(model.step(new Megahertz(clock), 2048, 0, 0));
    }

    private static double decode(int clock) {
        return Durations.seconds(H100.step(new Megahertz(clock), 0, 8, 1000));
    }
}
