package io.gpugovernor.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ArrivalsAheadTest {
    private static final ArrivalsAhead BURST = new ArrivalsAhead(20, 2);
    private static final ArrivalsAhead LULL = new ArrivalsAhead(0, 2);

    @Test
    void goOnAsNowForAMoment() {
        assertThat(BURST.within(0.01)).isCloseTo(0.2, within(0.002));
        assertThat(LULL.within(0.01)).isCloseTo(0, within(0.001));
    }

    @Test
    void areAsUsualAfterAWhileButForWhatTheMomentAddedOrSpared() {
        assertThat(BURST.within(1000)).isCloseTo(2 * 1000 + 18 * 1.5, within(0.1));
        assertThat(LULL.within(1000)).isCloseTo(2 * 1000 - 2 * 1.5, within(0.1));
    }

    @Test
    void growWithTime() {
        double last = 0;
        for (double seconds = 0; seconds < 20; seconds += 0.1) {
            assertThat(LULL.within(seconds)).isGreaterThanOrEqualTo(last);
            last = LULL.within(seconds);
        }
    }

    @Test
    void areOfTheRatesThatWereSeen() {
        ArrivalHazard hazard = ArrivalHazard.UNKNOWN;
        for (int second = 0; second < 120; second++) {
            hazard = hazard.after(1, second < 117 ? 1 : 30);
        }
        ArrivalsAhead ahead = hazard.ahead();
        assertThat(ahead.now()).isEqualTo(hazard.perSecond()).isGreaterThan(3 * ahead.usual());
        assertThat(ahead.usual()).isEqualTo(hazard.steadyPerSecond());
    }
}
