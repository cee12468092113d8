package io.gpugovernor.sim.sweep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.sim.sweep.Estimate;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RepeatsTest {
    @Test
    void givesTheTextbooksInterval() {
        Estimate estimate = Repeats.estimate(new double[] {9, 10, 11, 10, 10});

        assertThat(estimate.value()).isEqualTo(10);
        assertThat(estimate.margin().orElseThrow()).isCloseTo(2.776 * Math.sqrt(0.5 / 5), within(1e-9));
    }

    @Test
    void claimsNoIntervalForASingleMeasurement() {
        assertThat(Repeats.estimate(new double[] {3})).isEqualTo(Estimate.once(3));
    }

    @Test
    void containsTheTruthAboutNineteenTimesInTwenty() {
        SplittableRandom random = new SplittableRandom(11);
        int contained = 0;
        for (int i = 0; i < 2000; i++) {
            Estimate estimate = Repeats.estimate(random.doubles(4)
                    .map(value -> value + random.nextDouble() + 4)
                    .toArray());
            contained += Math.abs(estimate.value() - 5) <= estimate.margin().orElseThrow() ? 1 : 0;
        }

        assertThat(contained / 2000.0).as("seed 11").isBetween(0.93, 0.97);
    }

    @Test
    void reportsARepeatThatStandsApart() {
        double[] steady = {100, 101, 99, 100, 102};
        double[] disturbed = {100, 101, 99, 100, 140};

        assertThat(Repeats.outliers(List.of(steady, steady))).isZero();
        assertThat(Repeats.outliers(List.of(steady, disturbed))).isEqualTo(1);
        assertThat(Repeats.outliers(List.of(disturbed, disturbed))).isEqualTo(1);
    }

    @Test
    void doesNotJudgeFewRepeatsNorTinyDifferences() {
        assertThat(Repeats.outliers(List.of(new double[] {1, 1, 1, 50}))).isZero();
        assertThat(Repeats.outliers(List.of(new double[] {1, 1, 1, 1, 1.04}))).isZero();
    }
}
