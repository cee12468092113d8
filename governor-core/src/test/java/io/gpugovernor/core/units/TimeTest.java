package io.gpugovernor.core.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeTest {
    @Test
    void roundsSecondsToTheNearestNanosecond() {
        assertThat(Durations.ofSeconds(1.4e-9)).isEqualTo(Duration.ofNanos(1));
        assertThat(Durations.ofSeconds(1.6e-9)).isEqualTo(Duration.ofNanos(2));
        assertThat(Durations.ofSeconds(-1.6e-9)).isEqualTo(Duration.ofNanos(-2));
        assertThat(Durations.ofSeconds(0.6)).isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void secondsSurviveTheWayThereAndBack() {
        Random random = new Random(11);
        for (int i = 0; i < 10_000; i++) {
            Duration time = Duration.ofNanos(random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L));
            assertThat(Durations.ofSeconds(Durations.seconds(time))).isEqualTo(time);
        }
    }

    @Test
    void endlessTimesBecomeTheLongest() {
        assertThat(Durations.ofSeconds(Double.POSITIVE_INFINITY)).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
        assertThat(Durations.ofSeconds(Double.NEGATIVE_INFINITY)).isNegative();
        assertThat(Durations.ofSeconds(1e300)).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
    }

    @Test
    void refusesATimeThatIsNotANumber() {
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.ofSeconds(Double.NaN));
    }

    @Test
    void momentsAreAnOrderedLine() {
        Moment start = new Moment(-500);
        Moment later = start.plus(Duration.ofSeconds(2));
        assertThat(later.since(start)).isEqualTo(Duration.ofSeconds(2));
        assertThat(start.since(later)).isEqualTo(Duration.ofSeconds(-2));
        assertThat(later.secondsSince(start)).isEqualTo(2);
        assertThat(start.secondsSince(later)).isEqualTo(-2);
        assertThat(start.isBefore(later)).isTrue();
        assertThat(later.isBefore(start)).isFalse();
        assertThat(start.isBefore(start)).isFalse();
        assertThat(start).isLessThan(later);
        assertThat(new Moment(1_500_000_000).seconds()).isEqualTo(1.5);
    }
}
