package io.gpugovernor.sim.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitchTimingTest {
    @ParameterizedTest
    @CsvSource({"-PT0.001S, PT0S, PT0S", "PT0S, -PT1S, PT0S", "PT0S, PT0S, -PT1S", "PT60.001S, PT0S, PT0S"})
    void refusesTimesOutsideAMinute(Duration call, Duration transition, Duration stall) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SwitchTiming(call, transition, stall))
                .withMessageContaining("0 and 60 s");
    }

    @Test
    void takesNoTimeAtAllAndAWholeMinute() {
        assertThat(new SwitchTiming(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1)).stall())
                .isEqualTo(Duration.ofMinutes(1));
    }
}
