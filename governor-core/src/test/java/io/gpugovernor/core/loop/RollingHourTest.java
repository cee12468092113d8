package io.gpugovernor.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.Served;
import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RollingHourTest {
    private static final Served TEN = new Served(10, 0.5, 8, 1);

    private final RollingHour hour = new RollingHour();

    @Test
    void isEmptyAtFirst() {
        assertThat(hour.sum(minute(3))).isEqualTo(Served.NONE);
    }

    @Test
    void addsUpWhatWasServedWithinTheHour() {
        hour.add(minute(0), TEN);
        hour.add(minute(30), TEN);
        assertThat(hour.sum(minute(59))).isEqualTo(TEN.plus(TEN));
    }

    @Test
    void forgetsMinuteByMinute() {
        hour.add(minute(0), TEN);
        hour.add(minute(30), TEN);
        assertThat(hour.sum(minute(60))).isEqualTo(TEN);
        assertThat(hour.sum(minute(90))).isEqualTo(Served.NONE);
    }

    @Test
    void forgetsAllAfterALongSilence() {
        hour.add(minute(0), TEN);
        assertThat(hour.sum(minute(1_000_000))).isEqualTo(Served.NONE);
    }

    @Test
    void losesNothingWhenTimeGoesBackwards() {
        hour.add(minute(10), TEN);
        hour.add(minute(9), TEN);
        assertThat(hour.sum(minute(10))).isEqualTo(TEN.plus(TEN));
    }

    private static Moment minute(long minutes) {
        return new Moment(0).plus(Duration.ofMinutes(minutes));
    }
}
