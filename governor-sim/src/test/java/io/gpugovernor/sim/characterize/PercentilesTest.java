package io.gpugovernor.sim.characterize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentilesTest {
    @ParameterizedTest
    @CsvSource({"0, 10", "0.2, 10", "0.21, 20", "0.5, 30", "0.8, 40", "0.81, 50", "0.99, 50", "1, 50"})
    void takesTheNearestRankFromAbove(double quantile, double value) {
        assertThat(new Percentiles(new double[] {50, 10, 40, 20, 30}).at(quantile))
                .isEqualTo(value);
    }

    @Test
    void finishesItsSample() {
        double[] sample = {3, 1, 2};
        Percentiles percentiles = new Percentiles(sample);
        sample[1] = 100;

        assertThat(percentiles.at(1)).isEqualTo(3);
        assertThat(percentiles.isEmpty()).isFalse();
    }

    @Test
    void knowsNothingOfAnEmptySample() {
        Percentiles empty = new Percentiles(new double[0]);

        assertThat(empty.isEmpty()).isTrue();
        assertThat(empty.at(0.5)).isNaN();
    }
}
