package io.gpugovernor.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MissPriceTest {
    /** Share of requests that may miss. */
    private static final double ALLOWED = 0.01;
    /** Requests that take next to no energy, so that every fall of the price is worth it. */
    private static final Joules CHEAP = new Joules(1e-6);

    /** Of a clock so low that it may be the whole cause of a miss. */
    private static final Ratio BLAMED = Ratio.ONE;
    /** Of the highest clock. */
    private static final Ratio BLAMELESS = Ratio.ZERO;

    private static final MissPrice START = MissPrice.startingAt(new Watts(700));

    @Test
    void startsAtTheEnergyOfMaximumPowerOverAFewMinutes() {
        assertThat(START.value()).isEqualTo(new Joules(105_000));
        assertThat(START.of(0.5)).isEqualTo(new Joules(52_500));
    }

    @Test
    void risesWithAMissAndFallsWithRequestsServedInTime() {
        assertThat(START.after(1, BLAMED, 1, Models.SLO, CHEAP).value()).isGreaterThan(START.value());
        assertThat(START.after(0, BLAMED, 1, Models.SLO, CHEAP).value()).isLessThan(START.value());
    }

    @Test
    void staysPutWhileNothingIsServed() {
        assertThat(START.after(0, BLAMED, 0, Models.SLO, CHEAP).value().value())
                .isEqualTo(START.value().value(), within(1e-6));
    }

    @Test
    void staysPutWhereSevenTenthsOfTheAllowedShareMiss() {
        MissPrice price = settled();
        for (int i = 0; i < 140; i++) {
            price = price.after(i == 70 ? 1 : 0, BLAMED, 1, Models.SLO, CHEAP);
        }
        assertThat(price.value().value()).isCloseTo(settled().value().value(), withinPercentage(1));
    }

    @Test
    void isTheSameHoweverTheRequestsFallIntoWindows() {
        MissPrice together = settled().after(2, BLAMED, 100, Models.SLO, CHEAP);
        MissPrice apart = settled().after(1, BLAMED, 40, Models.SLO, CHEAP).after(1, BLAMED, 60, Models.SLO, CHEAP);
        assertThat(together.value().value()).isCloseTo(apart.value().value(), withinPercentage(1));
    }

    @Test
    void comesDownFastUntilMissesSayWhereItBelongs() {
        double beforeMisses = fall(START.expecting(1), 100);
        double afterMisses =
                settled().after(0, BLAMED, 100, Models.SLO, CHEAP).value().value()
                        / settled().value().value();

        assertThat(beforeMisses).isCloseTo(Math.exp(-0.7), within(1e-9));
        assertThat(afterMisses).isBetween(0.95, 0.97);
    }

    @Test
    void comesDownAtOnceWhereHardlyAnyMissIsExpectedEither() {
        assertThat(fall(START, 50)).isCloseTo(Math.exp(-0.35 - 8 * 0.1), within(1e-9));
        assertThat(fall(START.expecting(0.05), 50)).isCloseTo(Math.exp(-0.35 - 8 * 0.05), within(1e-9));
    }

    @Test
    void makesHasteNoFurtherThanTheEnergyOfTenSeconds() {
        assertThat(START.after(0, BLAMED, 300, Models.SLO, CHEAP).value().value())
                .isCloseTo(7_000 * Math.exp(-2.1), withinPercentage(0.01));
        MissPrice there = START.after(0, BLAMED, 200, Models.SLO, CHEAP);
        assertThat(there.after(0, BLAMED, 1, Models.SLO, CHEAP).value().value()
                        / there.value().value())
                .isCloseTo(Math.exp(-0.007), within(1e-9));
    }

    @Test
    void makesNoHasteWhereHalfOfWhatIsAllowedIsExpected() {
        assertThat(fall(START.expecting(1), 200)).isCloseTo(Math.exp(-1.4), within(1e-9));
    }

    @Test
    void makesNoHasteBeforeASeventhOfAMissWasEarned() {
        assertThat(fall(START, 30)).isCloseTo(Math.exp(-0.21), within(1e-9));
        assertThat(fall(START, 40)).isLessThan(Math.exp(-0.29));
    }

    @Test
    void makesNoHasteSoonAfterAMiss() {
        MissPrice missed = START.after(1, BLAMED, 1, Models.SLO, CHEAP);
        MissPrice earned = missed.after(0, BLAMED, 70, Models.SLO, CHEAP);
        assertThat(fall(earned, 1)).isGreaterThan(0.99);
    }

    @Test
    void makesUpForTooManyExpectedMissesOnlyOnce() {
        assertThat(START.expecting(50)).isEqualTo(START.expecting(1));
    }

    @Test
    void fallsEverMoreSlowlyWhereAllThatMayBeMissedIsWorthLittleOfTheEnergy() {
        // A hundredth of 1,500 J may be missed with each: 15 J, which is 6 % of 250 J, and a quarter of that of 1,000
        // J.
        MissPrice price = new MissPrice(new Joules(1500), new Joules(1), new Joules(1e6), 0, -1);
        assertThat(fallAt(price, new Joules(250))).isCloseTo(Math.exp(-0.07), within(1e-9));
        assertThat(fallAt(price, new Joules(1000))).isCloseTo(Math.exp(-0.07 / 4), within(1e-9));
        assertThat(fallAt(price, new Joules(4000))).isCloseTo(Math.exp(-0.07 / 16), within(1e-9));
    }

    @Test
    void risesWithAMissHoweverLittleItIsWorth() {
        MissPrice price = new MissPrice(new Joules(2000), new Joules(1), new Joules(1e6), 0, -1);
        MissPrice worthLittle = price.after(1, BLAMED, 0, Models.SLO, new Joules(1e6));
        assertThat(worthLittle).isEqualTo(price.after(1, BLAMED, 0, Models.SLO, CHEAP));
        assertThat(worthLittle.value()).isGreaterThan(price.value());
    }

    @Test
    void fallsAtItsUsualPaceWhileTheEnergyOfARequestIsNotKnown() {
        assertThat(START.after(0, BLAMED, 10, Models.SLO, new Joules(0)))
                .isEqualTo(START.after(0, BLAMED, 10, Models.SLO, CHEAP));
    }

    private static double fallAt(MissPrice price, Joules each) {
        return price.after(0, BLAMED, 10, Models.SLO, each).value().value()
                / price.value().value();
    }

    /** What share of {@code price} is left after so many requests in time. */
    private static double fall(MissPrice price, int requests) {
        return price.after(0, BLAMED, requests, Models.SLO, CHEAP).value().value()
                / price.value().value();
    }

    @Test
    void isNotCarriedAwayByABunchOfMisses() {
        double rise = settled().after(10, BLAMED, 10, Models.SLO, CHEAP).value().value()
                / settled().value().value();

        assertThat(rise).isBetween(1.5, 2.5);
    }

    @Test
    void isNotLiftedAboveWhereItStartsByMissesAtTheHighestClock() {
        MissPrice missed = START.after(10, BLAMELESS, 10, Models.SLO, CHEAP);
        assertThat(missed.value()).isEqualTo(START.value());
        MissPrice low = settled().after(0, BLAMED, 1000, Models.SLO, CHEAP);
        assertThat(low.after(1, BLAMELESS, 1, Models.SLO, CHEAP).value())
                .isGreaterThan(low.value())
                .isLessThan(START.value());

        MissPrice dear = START.after(10, BLAMED, 10, Models.SLO, CHEAP);
        assertThat(dear.value()).isGreaterThan(START.value());
        assertThat(dear.after(10, BLAMELESS, 10, Models.SLO, CHEAP).value()).isEqualTo(dear.value());
    }

    @Test
    void keepsNoReserveForMissesAtTheHighestClock() {
        MissPrice low = settled().after(0, BLAMED, 1000, Models.SLO, CHEAP);
        MissPrice price = low;
        for (int i = 0; i < 100; i++) {
            price = price.after(i == 50 ? 1 : 0, BLAMELESS, 1, Models.SLO, CHEAP);
        }
        assertThat(price.value().value()).isCloseTo(low.value().value(), withinPercentage(1));
    }

    @Test
    void comesDownFastAgainWhereMissesHaveStopped() {
        MissPrice price = settled();
        for (int i = 0; i < 49; i++) {
            price = price.expecting(1).after(0, BLAMED, 100, Models.SLO, CHEAP);
        }
        assertThat(fall(price.expecting(1), 100)).isCloseTo(Math.exp(-0.7), within(1e-9));
    }

    @Test
    void convergesOnSevenTenthsOfTheAllowedShareFromEitherSide() {
        for (MissPrice start : new MissPrice[] {START, START.after(0, BLAMED, 1500, Models.SLO, CHEAP)}) {
            assertThat(missedShare(start, 1)).isCloseTo(0.714 * ALLOWED, within(0.001));
        }
    }

    @Test
    void keepsThePromiseWhereMissesComeInBunches() {
        for (MissPrice start : new MissPrice[] {START, START.after(0, BLAMED, 1500, Models.SLO, CHEAP)}) {
            assertThat(missedShare(start, 30)).isLessThanOrEqualTo(ALLOWED);
        }
    }

    /**
     * The share that is missed in the long run. The dearer a miss, the fewer there are; in every tenth stretch of a hundred
     * requests there are {@code crowding} times as many.
     */
    private static double missedShare(MissPrice start, double crowding) {
        SplittableRandom random = new SplittableRandom(7);
        MissPrice price = start;
        double misses = 0;
        int served = 60_000;
        for (int i = 0; i < served; i++) {
            double usual = ALLOWED * 2000 / price.value().value();
            double chance = Math.min(0.5, usual * (i % 1000 < 100 ? crowding : 1));
            double missed = random.nextDouble() < chance ? 1 : 0;
            price = price.after(missed, BLAMED, 1, Models.SLO, CHEAP);
            misses += i < served / 3 ? 0 : missed;
        }
        return misses / (served * 2 / 3.0);
    }

    @Test
    void neverFallsBelowItsLowestNorRisesAboveItsHighest() {
        assertThat(START.after(0, BLAMED, Long.MAX_VALUE, Models.SLO, CHEAP).value())
                .isEqualTo(new Joules(21));
        assertThat(START.after(Long.MAX_VALUE, BLAMED, 0, Models.SLO, CHEAP).value())
                .isEqualTo(new Joules(700_000));
    }

    @Test
    void comesBackFromItsLowestWithinAHundredAndTwentyMisses() {
        MissPrice price = START.after(0, BLAMED, Long.MAX_VALUE, Models.SLO, CHEAP);
        int misses = 0;
        while (price.value().compareTo(START.value()) < 0) {
            price = price.after(1, BLAMED, 1, Models.SLO, CHEAP);
            misses++;
        }
        assertThat(misses).isLessThan(120);
    }

    /** A price that a few dozen misses have made what it is. */
    private static MissPrice settled() {
        MissPrice price = START;
        for (int i = 0; i < 40; i++) {
            price = price.expecting(1).after(1, BLAMED, 140, Models.SLO, CHEAP);
        }
        return price;
    }
}
