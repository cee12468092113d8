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
import io.gpugovernor.core.policy.StaticPolicy;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The targets are 600 ms and 100 ms, and half of each is promised. */
class OverrunTest {
    private static final Megahertz LOW = new Megahertz(600);

    private final Situations scene = new Situations();
    private final ScriptedEngine engine = scene.engine();
    private Policy policy = watched(Saying.clock(LOW));

    @Test
    void boostsWhenFirstTokensComeLateTwiceInARow() {
        rule();
        lateFirstToken();
        assertThat(rule().clock()).isEqualTo(LOW);
        lateFirstToken();
        Ruling boosted = rule();
        assertThat(boosted.clock()).isEqualTo(Models.HIGHEST);
        assertThat(boosted.reason()).isEqualTo(Reason.OVERRUN);
    }

    @Test
    void takesOneLateFirstTokenForChance() {
        rule();
        for (int i = 0; i < 5; i++) {
            lateFirstToken();
            assertThat(rule().clock()).isEqualTo(LOW);
            engine.arrive(1).firstToken(1000, 0.2);
            assertThat(rule().clock()).isEqualTo(LOW);
        }
    }

    @Test
    void remembersAcrossWindowsThatTellNothing() {
        rule();
        lateFirstToken();
        rule();
        rule();
        lateFirstToken();
        assertThat(rule().reason()).isEqualTo(Reason.OVERRUN);
    }

    @Test
    void boostsWhenADebtIsOlderThanItsTargetThoughAnswersWerePromised() {
        rule();
        engine.arrive(1).admit();
        int ticks = 0;
        while (rule().clock().equals(LOW)) {
            ticks++;
            assertThat(ticks).isLessThan(20);
        }
        // Seen after one tick of 100 ms at the latest, over 600 ms old for certain, twice.
        assertThat(ticks).isBetween(6, 8);
    }

    @Test
    void boostsWhenDecodesAloneAreSlowTwiceInARow() {
        decoding();
        engine.tokens(1, 0.16);
        assertThat(rule().clock()).isEqualTo(LOW);
        engine.tokens(1, 0.16);
        assertThat(rule().reason()).isEqualTo(Reason.OVERRUN);
    }

    @Test
    void takesASlowStepBesideAPromptForNoContradiction() {
        decoding();
        engine.arrive(1);
        for (int i = 0; i < 4; i++) {
            engine.tokens(1, 0.16);
            assertThat(rule().clock()).isEqualTo(LOW);
        }
    }

    @Test
    void allowsHalfAsLongAgainAsWasForecast() {
        policy = watched(new Saying(LOW, Reason.OPTIMAL, Duration.ofMillis(50), Duration.ofMillis(5)));
        decoding();
        for (int i = 0; i < 4; i++) {
            engine.tokens(1, 0.13); // 95 ms were forecast, so up to 142 ms is allowed
            assertThat(rule().clock()).isEqualTo(LOW);
        }
    }

    @Test
    void leavesAPolicyThatForesawTheMissToItsJudgement() {
        policy = watched(new Saying(LOW, Reason.OPTIMAL, Duration.ofMillis(-1), Duration.ofMillis(-1)));
        rule();
        for (int i = 0; i < 4; i++) {
            lateFirstToken();
            assertThat(rule().clock()).isEqualTo(LOW);
        }
    }

    @Test
    void endsTheBoostOnceTheForecastHoldsAgain() {
        boosted();
        assertThat(rule().reason()).isEqualTo(Reason.OVERRUN);
        engine.arrive(1).firstToken(1000, 0.2);
        assertThat(rule().clock()).isEqualTo(LOW);
    }

    @Test
    void endsTheBoostWhenNothingIsLeftToDo() {
        boosted();
        while (engine.snapshot().running() > 0) {
            engine.end(1000, 10, 0.02);
        }
        assertThat(rule().clock()).isEqualTo(LOW);
    }

    @Test
    void expectsOfTheBoostWhatIsForecastForIt() {
        boosted();
        assertThat(rule().outlook().orElseThrow().power())
                .isEqualTo(Saying.clock(LOW).at(Models.HIGHEST).power());
    }

    @Test
    void leavesTheReasonOfAPolicyThatIsAtTheTopAnyway() {
        policy = watched(new MaximumPolicy());
        boosted();
        assertThat(rule().reason()).isEqualTo(Reason.FIXED);
    }

    @Test
    void contradictsNobodyWhoForecastsNothing() {
        policy = watched(new StaticPolicy(LOW));
        boosted();
        assertThat(rule().reason()).isEqualTo(Reason.FIXED);
    }

    private static Policy watched(Policy inner) {
        return new Overrun(inner, Models.SLO, Models.HIGHEST);
    }

    private void boosted() {
        rule();
        lateFirstToken();
        rule();
        lateFirstToken();
        rule();
    }

    private void lateFirstToken() {
        engine.arrive(1).firstToken(1000, 0.9);
    }

    private void decoding() {
        engine.arrive(2).firstToken(100, 0.1).firstToken(100, 0.1);
        rule();
    }

    private Ruling rule() {
        Ruling ruling = policy.rule(scene.tickAt(LOW));
        policy = ruling.next();
        return ruling;
    }
}
