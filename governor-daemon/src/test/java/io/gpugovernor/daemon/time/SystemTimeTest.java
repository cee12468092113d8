package io.gpugovernor.daemon.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class SystemTimeTest {
    @Test
    void beginsAtZeroAndNeverRunsBackwards() {
        SystemTime time = new SystemTime();
        Moment before = time.now();

        assertThat(before.seconds()).isBetween(0.0, 10.0);
        for (int i = 0; i < 100_000; i++) {
            Moment now = time.now();
            assertThat(now.isBefore(before)).isFalse();
            before = now;
        }
    }

    @Test
    void passesAsFastAsItIsTold() {
        SystemTime real = new SystemTime();
        SystemTime fast = new SystemTime(1000);
        while (real.now().seconds() < 0.02) {
            Thread.onSpinWait();
        }
        Moment passedFast = fast.now();

        assertThat(passedFast.seconds()).isGreaterThan(0.019 * 1000 - 10);
        assertThat(passedFast.nanos()).isLessThanOrEqualTo(real.now().nanos() * 1000);
        assertThat(fast.speed()).isEqualTo(1000);
        assertThat(real.speed()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void refusesToStandStillOrRunBackwards(double speed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SystemTime(speed))
                .withMessageContaining("time must pass forwards");
    }

    @Test
    void tellsTheDateAsWell() {
        assertThat(Duration.between(SystemTime.calendar(), SystemTime.calendar()))
                .isLessThan(Duration.ofMinutes(1));
    }
}
