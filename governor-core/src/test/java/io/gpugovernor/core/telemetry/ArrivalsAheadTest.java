package io.gpugovernor.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ArrivalsAheadTest {
    private static final ArrivalsAhead BURST = new ArrivalsAhead(20, 5, 2);
    private static final ArrivalsAhead LULL = new ArrivalsAhead(0, 1, 2);

    @Test
    void goOnAsNowForAMoment() {
        assertThat(BURST.within(0.01)).isCloseTo(0.2, within(1e-9));
        assertThat(LULL.within(1)).isZero();
    }

    @Test
    void areAsUsualInTheLongRun() {
        assertThat(BURST.within(1000)).isEqualTo(2000);
        assertThat(LULL.within(60)).isEqualTo(120);
    }

    @Test
    void goOnForAsLongAsTheyHaveLasted() {
        assertThat(BURST.perSecond(ArrivalHazard.LATELY_SECONDS)).isCloseTo(5, within(1e-9));
        assertThat(BURST.perSecond(4)).isBetween(5.0, 20.0);
        assertThat(BURST.perSecond(30)).isBetween(2.0, 5.0);
        assertThat(LULL.perSecond(30)).isBetween(1.0, 2.0);
    }

    @Test
    void changeWithoutALeap() {
        double last = BURST.perSecond(0);
        for (double seconds = 0; seconds < 100; seconds += 0.1) {
            assertThat(BURST.perSecond(seconds)).isBetween(last - 1, last);
            last = BURST.perSecond(seconds);
        }
    }

    @Test
    void areOfTheRatesThatWereSeen() {
        ArrivalHazard hazard = ArrivalHazard.UNKNOWN;
        for (int second = 0; second < 120; second++) {
            hazard = hazard.after(1, second < 110 ? 1 : 30);
        }
        ArrivalsAhead ahead = hazard.ahead();
        assertThat(ahead.now()).isEqualTo(hazard.perSecond()).isGreaterThan(1.2 * ahead.lately());
        assertThat(ahead.lately()).isBetween(15.0, 25.0);
        assertThat(ahead.usual()).isEqualTo(hazard.steadyPerSecond()).isLessThan(8);
    }
}
