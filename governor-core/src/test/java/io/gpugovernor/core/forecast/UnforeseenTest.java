package io.gpugovernor.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.units.Megahertz;
import org.junit.jupiter.api.Test;

class UnforeseenTest {
    private static final Megahertz HIGH = Models.HIGHEST;
    private static final Megahertz LOW = Models.LOWEST;

    @Test
    void risksNothingBeforeAnythingHappened() {
        assertThat(risk(Unforeseen.NOTHING, LOW)).isZero();
    }

    @Test
    void risksNothingWhileThePromiseIsKept() {
        assertThat(risk(missing(0.006, 0, 5000), LOW)).isZero();
    }

    @Test
    void risksNothingWhereForecastsExpectedIt() {
        assertThat(risk(missing(0.05, 0.06, 5000), LOW)).isZero();
    }

    @Test
    void takesAFewForChance() {
        assertThat(risk(Unforeseen.NOTHING.after(4, 0, 1, Models.SLO, LOW, HIGH), LOW))
                .isZero();
    }

    @Test
    void risksMoreTheLowerTheClockWhereMoreIsMissedThanWasExpected() {
        Unforeseen seen = missing(0.03, 0.005, 5000);
        assertThat(risk(seen, LOW)).isGreaterThan(risk(seen, new Megahertz(1000)));
        assertThat(risk(seen, new Megahertz(1000))).isPositive();
        assertThat(risk(seen, HIGH)).isZero();
    }

    @Test
    void risksMoreTheMoreIsMissed() {
        assertThat(risk(missing(0.06, 0, 5000), LOW)).isGreaterThan(2 * risk(missing(0.02, 0, 5000), LOW));
    }

    @Test
    void laysNothingToTheHighestClock() {
        Unforeseen seen = Unforeseen.NOTHING;
        for (int i = 0; i < 5000; i++) {
            seen = seen.after(0.03, 0, 1, Models.SLO, HIGH, HIGH);
        }
        assertThat(risk(seen, LOW)).isZero();
    }

    @Test
    void laysToALowClockWhatIsMissedSoonAfterIt() {
        Unforeseen seen = missing(0, 0, 100);
        for (int i = 0; i < 10; i++) {
            seen = seen.after(1, 0, 1, Models.SLO, HIGH, HIGH);
        }
        assertThat(risk(seen, LOW)).isPositive();
    }

    @Test
    void isForgottenWhenThePromiseIsKeptAgain() {
        Unforeseen seen = missing(0.03, 0, 5000);
        for (int i = 0; i < 5000; i++) {
            seen = seen.after(0, 0, 1, Models.SLO, HIGH, HIGH);
        }
        assertThat(risk(seen, LOW)).isZero();
    }

    /** After so many requests at the lowest clock, of which a share missed that was another than expected. */
    private static Unforeseen missing(double share, double expected, int requests) {
        Unforeseen seen = Unforeseen.NOTHING;
        for (int i = 0; i < requests; i++) {
            seen = seen.after(share, expected, 1, Models.SLO, LOW, HIGH);
        }
        return seen;
    }

    private static double risk(Unforeseen seen, Megahertz clock) {
        return seen.rate(Models.SLO) * Unforeseen.slowness(clock, HIGH);
    }
}
