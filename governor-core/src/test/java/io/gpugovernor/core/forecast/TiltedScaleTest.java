package io.gpugovernor.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.units.Megahertz;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TiltedScaleTest {
    private static final Megahertz TOP = new Megahertz(2000);
    private static final Megahertz HALF = new Megahertz(1000);

    @Test
    void correctsNothingBeforeItHasSeenAnything() {
        assertThat(TiltedScale.within(0.5, 0.2).at(HALF, TOP)).isEqualTo(1);
    }

    @Test
    void learnsAFactorAndHowItChangesWithTheClock() {
        Random random = new Random(5);
        TiltedScale scale = TiltedScale.within(0.5, 0.3);
        for (int i = 0; i < 400; i++) {
            Megahertz clock = new Megahertz(400 + random.nextInt(1600));
            double truth = 1.5 * Math.exp(0.4 * (clock.value() / 2000.0 - 1));
            scale = scale.after(truth * Math.exp(0.05 * random.nextGaussian()), clock, TOP, 0.05);
        }
        assertThat(scale.at(TOP, TOP)).isCloseTo(1.5, within(0.03));
        assertThat(scale.at(HALF, TOP)).isCloseTo(1.5 * Math.exp(-0.2), within(0.03));
    }

    @Test
    void isSurerWhereItHasMeasured() {
        TiltedScale scale = TiltedScale.within(0.5, 0.3);
        double before = scale.deviation(TOP, TOP);
        for (int i = 0; i < 20; i++) {
            scale = scale.after(1.2, TOP, TOP, 0.05);
        }
        assertThat(scale.deviation(TOP, TOP)).isLessThan(before / 5);
        assertThat(scale.deviation(HALF, TOP)).isGreaterThan(2 * scale.deviation(TOP, TOP));
    }

    @Test
    void isNotCarriedAwayByAWildMeasurement() {
        TiltedScale scale = TiltedScale.within(0.1, 0.05);
        for (int i = 0; i < 50; i++) {
            scale = scale.after(1, TOP, TOP, 0.05);
        }
        assertThat(scale.after(1e9, TOP, TOP, 0.05).at(TOP, TOP)).isCloseTo(1, within(0.05));
    }

    @Test
    void ignoresWhatIsNoRatio() {
        TiltedScale scale = TiltedScale.within(0.1, 0.05);
        assertThat(scale.after(0, TOP, TOP, 0.05)).isEqualTo(scale);
        assertThat(scale.after(-1, TOP, TOP, 0.05)).isEqualTo(scale);
        assertThat(scale.after(Double.NaN, TOP, TOP, 0.05)).isEqualTo(scale);
        assertThat(scale.after(Double.POSITIVE_INFINITY, TOP, TOP, 0.05)).isEqualTo(scale);
    }

    @Test
    void learnsAnewWhenTheNodeBehavesOtherwiseThanBefore() {
        TiltedScale scale = TiltedScale.within(0.1, 0.05);
        for (int i = 0; i < 500; i++) {
            scale = scale.after(1, TOP, TOP, 0.05);
        }
        for (int i = 0; i < 15; i++) {
            scale = scale.after(3, TOP, TOP, 0.05);
        }
        assertThat(scale.at(TOP, TOP)).isCloseTo(3, within(0.15));
    }

    @Test
    void doesNotTakeTheCostOfLongContextsForSlownessAtTheTop() {
        Random random = new Random(3);
        TiltedScale scale = TiltedScale.within(0.1, 0.05);
        for (int turn = 0; turn < 40; turn++) {
            // Long contexts make steps slow, and the clock is up while there are many of them.
            boolean crowded = turn % 2 == 0;
            for (int i = 0; i < 60; i++) {
                Megahertz clock = new Megahertz((crowded ? 1300 : 700) + random.nextInt(100));
                double ratio = (crowded ? 1.8 : 1) * Math.exp(0.05 * random.nextGaussian());
                scale = scale.after(ratio, clock, TOP, 0.05);
            }
            assertThat(scale.at(TOP, TOP) / scale.at(new Megahertz(700), TOP))
                    .as("seed 3, turn %d", turn)
                    .isBetween(1 / 1.4, 1.4);
        }
    }

    @Test
    void staysWithinItsClampsAndNumbersWhateverItIsTold() {
        Random random = new Random(7);
        TiltedScale scale = TiltedScale.within(0.7, 0.3);
        for (int i = 0; i < 20_000; i++) {
            Megahertz clock = new Megahertz(1 + random.nextInt(3000));
            scale = scale.after(Math.exp(20 * random.nextGaussian()), clock, TOP, 0.01 + random.nextDouble());
            assertThat(scale.at(clock, TOP)).as("seed 7, %d", i).isBetween(0.01, 100.0);
            assertThat(scale.deviation(clock, TOP)).as("seed 7, %d", i).isBetween(0.0, 2.0);
        }
    }

    @Test
    void keepsLearningAtOneClockWithoutLosingTheOthers() {
        TiltedScale scale = TiltedScale.within(0.7, 0.3);
        for (int i = 0; i < 100_000; i++) {
            scale = scale.after(1.3, HALF, TOP, 0.05);
        }
        assertThat(scale.at(HALF, TOP)).isCloseTo(1.3, within(0.01));
        assertThat(scale.deviation(TOP, TOP)).isBetween(0.0, 1.0);
    }
}
