package io.gpugovernor.core.policy.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.Saying;
import io.gpugovernor.core.given.ScriptedEngine;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.MaximumPolicy;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchPressureTest {
    private static final Megahertz LOW = Models.LADDER.lowest();
    private static final Duration TARGET = Models.SLO.tbt().orElseThrow();

    private final Situations scene = new Situations();
    private final ScriptedEngine engine = scene.engine();

    @BeforeEach
    void requestsDecodeWhoseAnswersAreLong() {
        answersOf(3000);
        engine.arrive(2).firstToken(100, 0.1).firstToken(100, 0.1);
    }

    @Test
    void goesToTheTopWhereTheHighestClockHardlyDecodesInTime() {
        assertThat(rule(0.92).clock()).isEqualTo(Models.HIGHEST);
        assertThat(rule(0.92).reason()).isEqualTo(Reason.KV_PRESSURE);
        assertThat(rule(1.3).clock()).isEqualTo(Models.HIGHEST);
    }

    @Test
    void goesUpAsTheBatchGrows() {
        Megahertz before = LOW;
        for (double load = 0.62; load < 0.85; load += 0.05) {
            Megahertz clock = rule(load).clock();
            assertThat(clock.isAbove(before)).isTrue();
            assertThat(Models.LADDER.rungs()).contains(clock);
            before = clock;
        }
        assertThat(before.isBelow(Models.HIGHEST)).isTrue();
    }

    @Test
    void leavesTheClockWhereTheHighestHasTimeToSpare() {
        assertThat(rule(0.59).clock()).isEqualTo(LOW);
        assertThat(rule(0.59).reason()).isEqualTo(Reason.OPTIMAL);
    }

    @Test
    void mindsAnswersTheLessTheShorterTheyAre() {
        answersOf(600);
        assertThat(rule(0.7).clock()).isEqualTo(LOW);
        Megahertz raised = rule(0.85).clock();
        assertThat(raised.isAbove(LOW) && raised.isBelow(Models.HIGHEST)).isTrue();
    }

    @Test
    void leavesShortAnswersToTheRiskThatIsPriced() {
        answersOf(100);
        assertThat(rule(0.99).clock()).isEqualTo(LOW);
    }

    @Test
    void knowsNoPressureWhereNothingRuns() {
        engine.end(100, 10, 0.02).end(100, 10, 0.02);
        assertThat(rule(0.92).clock()).isEqualTo(LOW);
    }

    @Test
    void neverLowersAClock() {
        Megahertz high = Models.LADDER.rungs().get(Models.LADDER.rungs().size() - 2);
        assertThat(rule(expecting(high, 0.8)).clock()).isEqualTo(high);
    }

    @Test
    void leavesAPolicyThatForecastsNothing() {
        assertThat(rule(new MaximumPolicy()).reason()).isEqualTo(Reason.FIXED);
    }

    private void answersOf(int tokens) {
        scene.serve(1500, 100, tokens);
    }

    /** The ruling where the highest clock takes that share of the target for a token. */
    private Ruling rule(double load) {
        return rule(expecting(LOW, load));
    }

    private static Saying expecting(Megahertz clock, double load) {
        Duration slack = Duration.ofNanos(Math.round(TARGET.toNanos() * (1 - load)));
        return new Saying(clock, Reason.OPTIMAL, Duration.ZERO, slack);
    }

    private Ruling rule(Policy inner) {
        return new BatchPressure(inner, Models.LADDER, TARGET).rule(scene.tickAt(LOW));
    }
}
