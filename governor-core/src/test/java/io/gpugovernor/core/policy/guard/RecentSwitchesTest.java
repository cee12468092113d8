package io.gpugovernor.core.policy.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentSwitchesTest {
    @Test
    void countsThoseOfTheLastMinuteOnly() {
        RecentSwitches recent = RecentSwitches.NONE.and(at(0)).and(at(10)).and(at(30));
        assertThat(recent.inTheMinuteBefore(at(59))).isEqualTo(3);
        assertThat(recent.inTheMinuteBefore(at(60))).isEqualTo(2);
        assertThat(recent.inTheMinuteBefore(at(75))).isEqualTo(1);
        assertThat(recent.inTheMinuteBefore(at(90))).isZero();
    }

    @Test
    void goesOnCountingAfterItForgotTheOldest() {
        RecentSwitches recent = RecentSwitches.NONE;
        for (int second = 0; second < 600; second++) {
            recent = recent.and(at(second));
        }
        assertThat(recent.inTheMinuteBefore(at(600))).isEqualTo(59);
        assertThat(recent.inTheMinuteBefore(at(599))).isEqualTo(60);
    }

    @Test
    void countsWhateverTheTimesBetween() {
        Random random = new Random(79);
        RecentSwitches recent = RecentSwitches.NONE;
        List<Integer> seconds = new ArrayList<>();
        for (int now = 0; now < 20_000; now += random.nextInt(1 << random.nextInt(7))) {
            recent = recent.and(at(now));
            seconds.add(now);
            int later = now + random.nextInt(70);
            assertThat(recent.inTheMinuteBefore(at(later))).isEqualTo((int)
                    seconds.stream().filter(second -> later - second < 60).count());
        }
    }

    @Test
    void knowsWhetherTheLastIsYoungerThanATime() {
        RecentSwitches recent = RecentSwitches.NONE.and(at(0)).and(at(10));
        assertThat(recent.anyWithin(Duration.ofSeconds(5), at(14))).isTrue();
        assertThat(recent.anyWithin(Duration.ofSeconds(5), at(15))).isFalse();
        assertThat(recent.anyWithin(Duration.ofHours(1), at(70))).isFalse();
        assertThat(RecentSwitches.NONE.anyWithin(Duration.ofHours(1), at(0))).isFalse();
    }

    @Test
    void isNotChangedByTheNextSwitch() {
        RecentSwitches one = RecentSwitches.NONE.and(at(0));
        RecentSwitches two = one.and(at(1));
        assertThat(one.inTheMinuteBefore(at(1))).isEqualTo(1);
        assertThat(two.inTheMinuteBefore(at(1))).isEqualTo(2);
        assertThat(RecentSwitches.NONE.isEmpty()).isTrue();
    }

    private static Moment at(int seconds) {
        return new Moment(seconds * 1_000_000_000L);
    }
}
