package io.gpugovernor.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArrivalHazardTest {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final double TICK_SECONDS = 0.1;

    @Test
    void expectsAFewRequestsBeforeItLearned() {
        assertThat(ArrivalHazard.UNKNOWN.perSecond()).isEqualTo(0.5, within(1e-12));
        assertThat(ArrivalHazard.UNKNOWN.steadyPerSecond()).isZero();
    }

    @Test
    void doesNotTakeTheFirstQuietMomentForSilence() {
        ArrivalHazard hazard = ArrivalHazard.UNKNOWN.after(TICK_SECONDS, 0);
        assertThat(hazard.perSecond()).isGreaterThan(0.4);
        for (int i = 0; i < 600; i++) {
            hazard = hazard.after(TICK_SECONDS, 0);
        }
        assertThat(hazard.perSecond()).isLessThan(0.04);
    }

    @Test
    void findsTheSameRateEverywhereUnderSteadyTraffic() {
        Random random = new Random(43);
        ArrivalHazard hazard = ArrivalHazard.UNKNOWN;
        double sum = 0;
        double squares = 0;
        int counted = 0;
        for (int i = 0; i < 36_000; i++) {
            hazard = hazard.after(TICK_SECONDS, poisson(random, 0.5));
            if (i >= 6000) {
                sum += hazard.perSecond();
                squares += hazard.perSecond() * hazard.perSecond();
                counted++;
            }
        }
        double mean = sum / counted;
        assertThat(mean).isEqualTo(5, within(0.25));
        // The recent rate alone would scatter by 1.3 here; what is learned of its bins must not.
        assertThat(Math.sqrt(squares / counted - mean * mean)).isLessThan(0.6);
        assertThat(hazard.steadyPerSecond()).isEqualTo(5, within(1.0));
    }

    @Test
    void isHighInABurstAndLowInSilence() {
        ArrivalHazard hazard = ArrivalHazard.UNKNOWN;
        double burst = 0;
        double silence = 0;
        for (int round = 0; round < 60; round++) {
            hazard = pass(hazard, Duration.ofSeconds(2), 1);
            burst = hazard.perSecond();
            hazard = pass(hazard, Duration.ofSeconds(18), 0);
            silence = hazard.perSecond();
        }
        assertThat(burst).isGreaterThan(5);
        assertThat(silence).isLessThan(0.5);
        assertThat(hazard.expectedWithin(TICK)).isEqualTo(silence / 10, within(1e-12));
    }

    @Test
    void dwindlesInALongSilence() {
        ArrivalHazard hazard = pass(ArrivalHazard.UNKNOWN, Duration.ofMinutes(30), 0);
        assertThat(hazard.perSecond()).isLessThan(1e-3);
        assertThat(hazard.steadyPerSecond()).isZero();
    }

    @Test
    void takesASilenceToLastAsLongAgain() {
        ArrivalHazard busy = pass(ArrivalHazard.UNKNOWN, Duration.ofSeconds(30), 1);
        ArrivalHazard quiet = pass(busy, Duration.ofSeconds(100), 0);
        ArrivalHazard silent = pass(quiet, Duration.ofMinutes(15), 0);
        assertThat(quiet.perSecond()).isBetween(1 / 300.0, 1 / 100.0);
        assertThat(silent.perSecond()).isBetween(1 / 3000.0, 1 / 1000.0);
    }

    @Test
    void learnsThatSilencesEnd() {
        ArrivalHazard hazard = ArrivalHazard.UNKNOWN;
        for (int i = 0; i < 40; i++) {
            hazard = pass(hazard.after(TICK_SECONDS, 1), Duration.ofMinutes(1), 0);
        }
        ArrivalHazard soon = pass(hazard.after(TICK_SECONDS, 1), Duration.ofSeconds(20), 0);
        ArrivalHazard due = pass(hazard.after(TICK_SECONDS, 1), Duration.ofSeconds(59), 0);
        assertThat(due.perSecond()).isGreaterThan(4 * soon.perSecond());
    }

    @Test
    void risesAtOnceWhenABurstBreaksASilence() {
        ArrivalHazard hazard = pass(ArrivalHazard.UNKNOWN, Duration.ofMinutes(10), 0);
        double silence = hazard.perSecond();
        hazard = hazard.after(TICK_SECONDS, 3);
        assertThat(hazard.perSecond()).isGreaterThan(1).isGreaterThan(100 * silence);
    }

    @Test
    void doesNotLeanTowardsZeroWhileYoung() {
        ArrivalHazard hazard = pass(ArrivalHazard.UNKNOWN, Duration.ofSeconds(5), 1);
        assertThat(hazard.steadyPerSecond()).isEqualTo(10, within(1.0));
    }

    @Test
    void learnsNothingFromNoTime() {
        assertThat(ArrivalHazard.UNKNOWN.after(0, 5)).isSameAs(ArrivalHazard.UNKNOWN);
    }

    private static ArrivalHazard pass(ArrivalHazard hazard, Duration time, long countATick) {
        ArrivalHazard next = hazard;
        for (long i = time.dividedBy(TICK); i > 0; i--) {
            next = next.after(TICK_SECONDS, countATick);
        }
        return next;
    }

    private static int poisson(Random random, double mean) {
        int count = 0;
        for (double left = Math.exp(-mean), p = random.nextDouble(); p > left; p *= random.nextDouble()) {
            count++;
        }
        return count;
    }
}
