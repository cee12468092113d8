package io.gpugovernor.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.given.ScriptedEngine;
import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FirstTokenDebtTest {
    private static final Duration TICK = Duration.ofMillis(100);

    private final ScriptedEngine engine = new ScriptedEngine();
    private EngineSnapshot last = engine.snapshot();
    private FirstTokenDebt debt = FirstTokenDebt.NONE;

    @Test
    void owesNothingAtFirst() {
        tick();
        assertThat(debt.isEmpty()).isTrue();
        assertThat(debt.count()).isZero();
    }

    @Test
    void owesWhoeverCameInTheWindowInWhichTheyCame() {
        tick();
        engine.arrive(1);
        tick();
        assertThat(debt.count()).isEqualTo(1);
        assertThat(debt.joinedAfter(0)).isEqualTo(millis(100));
        assertThat(debt.joinedWithin(0)).isEqualTo(TICK);
        assertThat(debt.secondsWaited(0, millis(350))).isEqualTo(0.25);
        assertThat(debt.secondsUncertain(0)).isEqualTo(TICK.toMillis() / 1e3);
    }

    @Test
    void takesThoseStillOwedForTheLastThatCame() {
        tick();
        engine.arrive(9);
        for (int i = 0; i < 8; i++) {
            engine.firstToken(100, 0.02);
        }
        tick();
        assertThat(debt.count()).isEqualTo(1);
        assertThat(debt.joinedAfter(0)).isBetween(millis(170), millis(180));
        assertThat(debt.joinedWithin(0)).isLessThanOrEqualTo(Duration.ofMillis(30));
    }

    @Test
    void takesThemForTheirOrderWhereAllAreStillOwed() {
        engine.arrive(5);
        tick();
        for (int i = 1; i < 5; i++) {
            assertThat(debt.joinedAfter(i)).isGreaterThan(debt.joinedAfter(i - 1));
            assertThat(debt.secondsWaited(i, millis(100)) - debt.secondsUncertain(i))
                    .isNotNegative();
        }
    }

    @Test
    void stillOwesRequestsInTheBatchWithoutAFirstToken() {
        engine.arrive(1).admit();
        tick();
        assertThat(debt.count()).isEqualTo(1);
    }

    @Test
    void paysTheOldestFirst() {
        engine.arrive(1);
        tick();
        engine.arrive(1);
        tick();
        engine.arrive(1).firstToken(100, 0.2);
        tick();
        assertThat(debt.count()).isEqualTo(2);
        assertThat(debt.joinedAfter(0)).isEqualTo(millis(100));
        assertThat(debt.joinedAfter(1)).isEqualTo(millis(200));
    }

    @Test
    void owesNothingToWhoeverCameAndWasServedWithinOneWindow() {
        engine.arrive(1).firstToken(100, 0.05);
        tick();
        assertThat(debt.isEmpty()).isTrue();
    }

    @Test
    void keepsWhatItOwesThroughQuietWindows() {
        engine.arrive(2);
        tick();
        Moment earliest = debt.joinedAfter(1);
        Duration within = debt.joinedWithin(1);
        tick();
        tick();
        assertThat(debt.count()).isEqualTo(2);
        assertThat(debt.joinedAfter(1)).isEqualTo(earliest);
        assertThat(debt.joinedWithin(1)).isEqualTo(within);
    }

    @Test
    void assumesThatWhatItFirstFoundInTheQueueCameJustBefore() {
        engine.arrive(3);
        last = engine.snapshot();
        engine.arrive(1);
        tick();
        assertThat(debt.count()).isEqualTo(4);
        for (int i = 0; i < 3; i++) {
            assertThat(debt.joinedAfter(i)).isEqualTo(millis(0));
            assertThat(debt.joinedWithin(i)).isZero();
        }
        assertThat(debt.joinedWithin(3)).isEqualTo(TICK);
    }

    @Test
    void believesThePrefillOfTheOldestBeganWhenItJoined() {
        tick();
        engine.arrive(1);
        tick();
        assertThat(debt.headBegan()).isEqualTo(millis(150));
        tick();
        assertThat(debt.headBegan()).isEqualTo(millis(150));
    }

    @Test
    void believesThePrefillOfTheNextBeganWhenTheOneBeforeWasPaid() {
        engine.arrive(2);
        tick();
        tick();
        engine.firstToken(100, 0.2);
        tick();
        assertThat(debt.headBegan()).isEqualTo(millis(250));
    }

    @Test
    void owesNothingToRequestsThatEndedBeforeTheirFirstToken() {
        engine.arrive(2);
        tick();
        engine.abort().abort();
        tick();
        tick();
        assertThat(debt.isEmpty()).isTrue();
    }

    @Test
    void stillOwesWhoeverWaitsAfterEndsThatWereNotCounted() {
        for (int i = 0; i < 50; i++) {
            engine.arrive(1).firstToken(100, 0.1);
            tick();
            engine.hangUp();
            tick();
        }
        engine.arrive(3);
        tick();
        assertThat(debt.count()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat(debt.joinedAfter(i)).isBetween(millis(10_000), millis(10_100));
        }
    }

    @Test
    void neverHoldsMoreThanItsLimit() {
        engine.arrive(1_000_000);
        tick();
        assertThat(debt.count()).isEqualTo(4096);
    }

    @Test
    void keepsTheOldestWhereMoreAreOwedThanItHoldsAndMoreCome() {
        engine.arrive(5000);
        tick();
        Moment oldest = debt.joinedAfter(0);
        engine.arrive(10);
        tick();
        assertThat(debt.joinedAfter(0)).isEqualTo(oldest);
        assertThat(paid()).isZero();
    }

    @Test
    void paysWhoeverIsPaidWhereMoreAreOwedThanItHolds() {
        engine.arrive(5000);
        tick();
        Moment fourth = debt.joinedAfter(3);
        engine.arrive(10).firstToken(100, 0.05).firstToken(100, 0.05).firstToken(100, 0.05);
        tick();
        assertThat(debt.joinedAfter(0)).isEqualTo(fourth);
        assertThat(paid()).isEqualTo(3, within(1e-6));
    }

    @Test
    void takesNoneOfAFloodForPaidThatIsOwed() {
        engine.arrive(5000).firstToken(100, 0.05);
        tick();
        assertThat(debt.count()).isEqualTo(4096);
        assertThat(paid()).isEqualTo(1, within(1e-6));
    }

    @Test
    void takesThoseItDidNotHoldForAsOldAsTheWindowInWhichItFindsThem() {
        engine.arrive(5000);
        tick();
        for (int i = 0; i < 4500; i++) {
            engine.firstToken(100, 0.05);
        }
        tick();
        assertThat(debt.count()).isEqualTo(500);
        for (int i = 0; i < 500; i++) {
            assertThat(debt.joinedAfter(i)).isEqualTo(millis(100));
        }
        engine.arrive(1);
        tick();
        assertThat(debt.joinedAfter(500)).isGreaterThanOrEqualTo(millis(200));
    }

    @Test
    void countsExactlyAndKnowsEveryMomentToWithinItsWindow() {
        Random random = new Random(31);
        Deque<Integer> truth = new ArrayDeque<>();
        for (int window = 0; window < 2000; window++) {
            int came = random.nextInt(4);
            engine.arrive(came);
            for (int i = 0; i < came; i++) {
                truth.addLast(window);
            }
            for (int paid = random.nextInt(5); paid > 0 && !truth.isEmpty(); paid--) {
                engine.firstToken(100, 0.1);
                truth.removeFirst();
            }
            tick();
            assertThat(debt.count()).isEqualTo(truth.size());
            int i = 0;
            for (int joined : truth) {
                Moment earliest = debt.joinedAfter(i);
                assertThat(earliest).isGreaterThanOrEqualTo(millis(100L * joined));
                assertThat(earliest.plus(debt.joinedWithin(i))).isLessThanOrEqualTo(millis(100L * joined + 100));
                i++;
            }
        }
    }

    @Test
    void isCertainForAnEngineThatAbortsNothing() {
        engine.arrive(2).firstToken(100, 0.1);
        tick();
        assertThat(debt.isCertain()).isTrue();
    }

    @Test
    void countsTheMostThatMayBeOwedWhileAnAbortCannotBePlaced() {
        engine.arrive(3).firstToken(100, 0.1).firstToken(100, 0.1);
        tick();
        engine.admit().abortRunning();
        tick();
        assertThat(debt.count()).as("one of two still owed, or none").isEqualTo(1);
        assertThat(debt.least()).isZero();
        assertThat(debt.isCertain()).isFalse();
    }

    @Test
    void isExactAgainOnceTheEngineWasIdle() {
        engine.arrive(3).firstToken(100, 0.1).firstToken(100, 0.1).admit().abortRunning();
        tick();
        engine.end(100, 10, 0.02).end(100, 10, 0.02);
        tick();
        assertThat(debt.isEmpty()).isTrue();
        assertThat(debt.isCertain()).isTrue();
        engine.arrive(1).firstToken(100, 0.1);
        tick();
        assertThat(debt.isEmpty()).as("the abort of before is no debt of now").isTrue();
    }

    @Test
    void isUncertainOfAnEngineMetInTheMiddleOfItsWorkUntilThatIsIdle() {
        engine.arrive(4).abort().firstToken(100, 0.1).firstToken(100, 0.1);
        last = engine.snapshot();
        tick();
        assertThat(debt.isCertain()).isFalse();
        engine.firstToken(100, 0.1).end(100, 9, 0.02).end(100, 9, 0.02).end(100, 9, 0.02);
        tick();
        assertThat(debt.isCertain()).isTrue();
    }

    @Test
    void countsWhoeverWaitsAgainAfterBeingPutOutOfTheBatch() {
        engine.arrive(2).firstToken(100, 0.1).firstToken(100, 0.1);
        tick();
        engine.preempt();
        tick();
        assertThat(debt.count()).as("its prompt has to be computed again").isEqualTo(1);
    }

    @Test
    void owesNothingNowToRequestsThatNoClockHelps() {
        engine.arrive(3);
        tick();
        engine.defer(2);
        tick();
        assertThat(debt.count()).isEqualTo(1);
        assertThat(debt.isCertain()).isFalse();
        engine.defer(-2);
        tick();
        assertThat(debt.count()).isEqualTo(3);
        assertThat(debt.least()).isEqualTo(3);
        assertThat(debt.isCertain()).isTrue();
    }

    @Test
    void fallsBackToTheQueueWhereFirstTokensAreNotCounted() {
        engine.forgetsFirstTokens();
        last = engine.snapshot();
        engine.arrive(3).admit();
        tick();
        assertThat(debt.count())
                .as("two wait, and one that just came may be in prefill")
                .isEqualTo(3);
        assertThat(debt.isCertain()).isFalse();
        tick();
        assertThat(debt.count()).isEqualTo(2);
    }

    @Test
    void neverCountsLessThanTheTruthAndIsNeverCertainOfAnythingElse() {
        for (long seed = 1; seed <= 20; seed++) {
            lifeWithAborts(new Random(seed), seed);
        }
    }

    /** Requests come, are admitted, get first tokens, end and are aborted anywhere; the truth is counted beside. */
    private static void lifeWithAborts(Random random, long seed) {
        ScriptedEngine scripted = new ScriptedEngine();
        EngineSnapshot before = scripted.snapshot();
        FirstTokenDebt owed = FirstTokenDebt.NONE;
        int queue = 0;
        int decoding = 0;
        for (int window = 0; window < 1000; window++) {
            for (int event = random.nextInt(4); event > 0; event--) {
                int kind = random.nextInt(8);
                if (kind < 3) {
                    scripted.arrive(1);
                    queue++;
                } else if (kind < 5 && queue > 0) {
                    scripted.firstToken(100, 0.1);
                    queue--;
                    decoding++;
                } else if (kind == 5 && queue > 0) {
                    scripted.abort();
                    queue--;
                } else if (kind == 6 && decoding > 0) {
                    scripted.abortRunning();
                    decoding--;
                } else if (decoding > 0) {
                    scripted.end(100, 10, 0.02);
                    decoding--;
                }
            }
            EngineSnapshot now = scripted.passes(TICK).snapshot();
            owed = owed.after(Window.between(before, now).orElseThrow(), now, ArrivalDispersion.UNKNOWN);
            before = now;
            String place = "seed " + seed + ", window " + window;
            assertThat(owed.count()).as(place).isGreaterThanOrEqualTo(queue);
            assertThat(owed.least()).as(place).isLessThanOrEqualTo(queue);
            if (owed.isCertain()) {
                assertThat(owed.count()).as(place).isEqualTo(queue);
            }
            if (queue + decoding == 0) {
                assertThat(owed.isCertain()).as(place).isTrue();
            }
        }
    }

    /** How many were paid in the last window, whenever they joined. */
    private double paid() {
        return debt.payments().expectedAtMost(10);
    }

    private void tick() {
        EngineSnapshot now = engine.passes(TICK).snapshot();
        debt = debt.after(Window.between(last, now).orElseThrow(), now, ArrivalDispersion.UNKNOWN);
        last = now;
    }

    private static Moment millis(long millis) {
        return new Moment(millis * 1_000_000);
    }
}
