package io.gpugovernor.sim.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineLimitsTest {
    @ParameterizedTest
    @CsvSource({"0, 1, 100", "1, 0, 100", "-5, 1, 100", "10, 1, 0", "10, 1, -1"})
    void refusesLimitsThatAreNotPositive(int stepTokens, int sequences, long kvTokens) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EngineLimits(stepTokens, sequences, kvTokens))
                .withMessageContaining("positive");
    }

    @Test
    void refusesACacheSmallerThanABlock() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EngineLimits(8, 1, 15))
                .withMessageContaining("one block of 16 tokens");
        assertThat(new EngineLimits(8, 1, 16).kvTokens()).isEqualTo(16);
    }

    @Test
    void refusesACacheSmallerThanAStep() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EngineLimits(2048, 1, 2047))
                .withMessageContaining("one step");
        assertThat(new EngineLimits(2048, 1, 2048).kvTokens()).isEqualTo(2048);
    }
}
