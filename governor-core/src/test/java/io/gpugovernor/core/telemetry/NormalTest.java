package io.gpugovernor.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTest {
    @ParameterizedTest
    @CsvSource({
        "-3, 0.99865010",
        "-1, 0.84134475",
        "0, 0.5",
        "0.5, 0.30853754",
        "1, 0.15865525",
        "1.644854, 0.05",
        "2.326348, 0.01",
        "3.090232, 0.001"
    })
    void tailAgreesWithTheTables(double z, double expected) {
        assertThat(Normal.tail(z)).isEqualTo(expected, within(2e-4));
    }

    @Test
    void tailFallsFromOneToZero() {
        double last = 1;
        for (double z = -50; z <= 50; z += 0.1) {
            assertThat(Normal.tail(z)).isBetween(0.0, last);
            last = Normal.tail(z);
        }
        assertThat(Normal.tail(Double.POSITIVE_INFINITY)).isZero();
        assertThat(Normal.tail(Double.NEGATIVE_INFINITY)).isEqualTo(1);
    }
}
