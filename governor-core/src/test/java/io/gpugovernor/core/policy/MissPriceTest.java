package io.gpugovernor.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import org.junit.jupiter.api.Test;

class MissPriceTest {
    private static final Ratio ALLOWED = new Ratio(0.01);
    private static final MissPrice START = MissPrice.startingAt(new Watts(700));

    @Test
    void startsAtTheEnergyOfMaximumPowerOverAFewMinutes() {
        assertThat(START.value()).isEqualTo(new Joules(105_000));
        assertThat(START.of(0.5)).isEqualTo(new Joules(52_500));
    }

    @Test
    void risesWithAMissAndFallsWithRequestsServedInTime() {
        assertThat(START.after(1, 1, ALLOWED).value()).isGreaterThan(START.value());
        assertThat(START.after(0, 1, ALLOWED).value()).isLessThan(START.value());
    }

    @Test
    void staysPutWhileNothingIsServed() {
        assertThat(START.after(0, 0, ALLOWED).value().value())
                .isEqualTo(START.value().value(), within(1e-6));
    }

    @Test
    void staysPutWhereExactlyTheAllowedShareMisses() {
        MissPrice price = START.after(1, 1, ALLOWED);
        for (int i = 0; i < 99; i++) {
            price = price.after(0, 1, ALLOWED);
        }
        assertThat(price.value().value()).isEqualTo(START.value().value(), within(1e-3));
    }

    @Test
    void isTheSameHoweverTheRequestsFallIntoWindows() {
        MissPrice together = START.after(2, 100, ALLOWED);
        MissPrice apart = START.after(1, 40, ALLOWED).after(1, 60, ALLOWED);
        assertThat(together.value().value()).isEqualTo(apart.value().value(), within(1e-3));
    }

    @Test
    void neverFallsBelowItsLowestNorRisesAboveItsHighest() {
        assertThat(START.after(0, Long.MAX_VALUE, ALLOWED).value()).isEqualTo(new Joules(210));
        assertThat(START.after(Long.MAX_VALUE, 0, ALLOWED).value()).isEqualTo(new Joules(7_000_000));
    }

    @Test
    void comesBackFromItsBoundsWithinAFewMisses() {
        MissPrice price = START.after(0, Long.MAX_VALUE, ALLOWED);
        int misses = 0;
        while (price.value().compareTo(START.value()) < 0) {
            price = price.after(1, 1, ALLOWED);
            misses++;
        }
        assertThat(misses).isLessThan(20);
    }
}
