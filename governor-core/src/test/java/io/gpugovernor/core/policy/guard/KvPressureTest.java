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
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.telemetry.Source;
import io.gpugovernor.core.telemetry.StepLimits;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KvPressureTest {
    private static final Megahertz LOW = Models.LADDER.lowest();

    private final Situations scene = new Situations();
    private final ScriptedEngine engine = scene.engine();
    private Policy policy = new KvPressure(Saying.clock(LOW), Models.LADDER, Models.SLO, OptionalInt.empty());

    @BeforeEach
    void requestsDecodeWhoseAnswersAreLong() {
        answersOf(3000);
        engine.arrive(2).firstToken(100, 0.1).firstToken(100, 0.1);
    }

    @Test
    void goesToTheTopBeforeTheCacheIsFull() {
        engine.fillsCache(0.85);
        assertThat(rule().clock()).isEqualTo(Models.HIGHEST);
        assertThat(rule().reason()).isEqualTo(Reason.KV_PRESSURE);
    }

    @Test
    void leavesTheClockWhileThereIsRoom() {
        engine.fillsCache(0.39);
        assertThat(rule().clock()).isEqualTo(LOW);
        assertThat(rule().reason()).isEqualTo(Reason.OPTIMAL);
    }

    @Test
    void goesUpAsTheCacheFills() {
        Megahertz before = LOW;
        for (double used = 0.45; used < 0.85; used += 0.1) {
            engine.fillsCache(used);
            Megahertz clock = rule().clock();
            assertThat(clock.isAbove(before)).isTrue();
            assertThat(Models.LADDER.rungs()).contains(clock);
            before = clock;
        }
        assertThat(before.isBelow(Models.HIGHEST)).isTrue();
    }

    @Test
    void mindsAFullCacheLaterWhereAnswersAreShort() {
        answersOf(200);
        engine.fillsCache(0.7);
        assertThat(rule().clock()).isEqualTo(LOW);
        engine.fillsCache(0.9);
        Megahertz raised = rule().clock();
        assertThat(raised.isAbove(LOW) && raised.isBelow(Models.HIGHEST)).isTrue();
        engine.fillsCache(0.95);
        assertThat(rule().clock()).isEqualTo(Models.HIGHEST);
    }

    @Test
    void comesDownOnlyWhenThereIsClearlyMoreRoom() {
        start(8);
        engine.fillsCache(0.7);
        Megahertz raised = rule().clock();
        engine.fillsCache(0.66);
        assertThat(rule().clock()).isEqualTo(raised);
        engine.fillsCache(0.69);
        assertThat(rule().clock()).isEqualTo(raised);
        engine.end(100, 3000, 0.02).end(100, 3000, 0.02).end(100, 3000, 0.02).fillsCache(0.5);
        assertThat(rule().clock().isBelow(raised)).isTrue();
    }

    @Test
    void mindsTheRoomThatYoungRequestsWillTake() {
        start(8);
        engine.fillsCache(0.3);
        scene.quiet(Duration.ofMinutes(2));
        assertThat(rule().clock()).isEqualTo(LOW);
        for (int i = 0; i < 10; i++) {
            engine.end(100, 3000, 0.02);
        }
        start(15);
        engine.fillsCache(0.1);
        Megahertz raised = rule().clock();
        assertThat(raised.isAbove(LOW) && raised.isBelow(Models.HIGHEST)).isTrue();
        start(10);
        assertThat(rule().clock()).isEqualTo(Models.HIGHEST);
    }

    @Test
    void goesToTheTopWhenWorkIsThrownOut() {
        engine.preempt();
        assertThat(rule().clock()).isEqualTo(Models.HIGHEST);
        assertThat(rule().clock()).isEqualTo(LOW);
    }

    @Test
    void goesUpBeforeABatchIsFullThatFillsUp() {
        knowingPlaces(100);
        tenRunForMinutes();
        start(25);
        assertThat(rule().clock().isAbove(LOW))
                .as("35 of 100 places, 10 a minute ago")
                .isTrue();
        assertThat(ruleFor(Duration.ofMinutes(3)).clock())
                .as("35 for three minutes")
                .isEqualTo(LOW);
    }

    @Test
    void waitsUntilABatchIsFullWhereAnswersAreShort() {
        knowingPlaces(50);
        answersOf(200);
        tenRunForMinutes();
        start(25);
        assertThat(rule().clock()).isEqualTo(LOW);
    }

    @Test
    void takesNoFluctuationForABatchThatFillsUp() {
        knowingPlaces(35);
        tenRunForMinutes();
        start(3);
        assertThat(rule().clock()).isEqualTo(LOW);
    }

    @Test
    void leavesMoreRoomOnceWantOfItHasMadeRequestsLate() {
        tenFillTheCacheByAThird();
        Megahertz before = rule().clock();
        assertThat(before).isEqualTo(LOW);
        for (int late = 1; late <= 3; late++) {
            oneIsLateWhileTheCacheIs(0.95);
            Megahertz clock = rule().clock();
            assertThat(clock.isAbove(before)).isTrue();
            before = clock;
        }
        assertThat(before.isBelow(Models.HIGHEST)).isTrue();
    }

    @Test
    void forgetsWhoWasLateOnceTheErrorBudgetHasRoomForThem() {
        tenFillTheCacheByAThird();
        oneIsLateWhileTheCacheIs(0.95);
        rulePast(150);
        assertThat(rule().clock().isAbove(LOW)).isTrue();
        rulePast(50);
        assertThat(rule().clock()).isEqualTo(LOW);
    }

    @Test
    void learnsNothingFromRequestsThatAreLateWhereThereIsRoom() {
        tenFillTheCacheByAThird();
        oneIsLateWhileTheCacheIs(0.34);
        assertThat(rule().clock()).isEqualTo(LOW);
    }

    @Test
    void goesToTheTopWhenTheBatchHasNoPlaceLeft() {
        rule();
        engine.arrive(1);
        for (int i = 0; i < 4; i++) {
            engine.tokens(4, 0.02);
            rule();
        }
        engine.tokens(4, 0.02);
        assertThat(rule().clock()).isEqualTo(Models.HIGHEST);
    }

    @Test
    void goesUpAsTheBatchFillsWhereItsPlacesAreKnown() {
        knowingPlaces(10);
        start(2);
        assertThat(rule().clock()).isEqualTo(LOW);
        Megahertz before = LOW;
        for (int running = 5; running < 9; running++) {
            start(1);
            Megahertz clock = rule().clock();
            assertThat(clock.isAbove(before)).isTrue();
            before = clock;
        }
        start(1);
        assertThat(rule().clock()).isEqualTo(Models.HIGHEST);
    }

    @Test
    void takesTheEnginesWordWhereItHasFewerPlacesThanTheModel() {
        knowingPlaces(256);
        start(3);
        assertThat(rule().clock()).isEqualTo(LOW);
        assertThat(ruleTold(6).clock()).isEqualTo(Models.HIGHEST);
    }

    @Test
    void takesTheModelsWordWhereTheEngineSaysMoreUntilMoreAreTaken() {
        knowingPlaces(6);
        start(3);
        assertThat(ruleTold(256).clock()).isEqualTo(Models.HIGHEST);
        start(2);
        ruleTold(256);
        assertThat(ruleTold(256).clock()).isEqualTo(LOW);
    }

    @Test
    void goesByTheEnginesWordWhereNoModelWasMeasured() {
        start(3);
        assertThat(ruleTold(6).clock()).isEqualTo(Models.HIGHEST);
        assertThat(ruleTold(100).clock()).isEqualTo(LOW);
    }

    @Test
    void believesNoWordOnPlacesOfWhichMoreWereTaken() {
        start(3);
        ruleTold(4);
        assertThat(ruleTold(4).clock()).isEqualTo(LOW);
        engine.end(100, 10, 0.02).end(100, 10, 0.02);
        assertThat(ruleTold(4).clock()).isEqualTo(LOW);
        assertThat(ruleTold(5).clock().isAbove(LOW)).as("more than ever ran").isTrue();
    }

    @Test
    void believesNoPlacesOfWhichMoreAreTaken() {
        knowingPlaces(4);
        start(3);
        rule();
        assertThat(rule().clock()).isEqualTo(LOW);
        engine.end(100, 10, 0.02).end(100, 10, 0.02);
        assertThat(rule().clock()).isEqualTo(LOW);
    }

    @Test
    void goesOnBelievingAfterOneOddCount() {
        knowingPlaces(6);
        start(10);
        assertThat(rule().clock()).isEqualTo(Models.HIGHEST);
        for (int i = 0; i < 7; i++) {
            engine.end(100, 10, 0.02);
        }
        assertThat(rule().clock()).as("five of six places are taken").isEqualTo(Models.HIGHEST);
    }

    @Test
    void knowsNoPressureWhereNothingIsInFlight() {
        engine.fillsCache(0.95);
        rule();
        engine.end(100, 10, 0.02).end(100, 10, 0.02);
        assertThat(rule().clock()).isEqualTo(LOW);
    }

    @Test
    void neverLowersAClock() {
        Megahertz high = Models.LADDER.rungs().get(Models.LADDER.rungs().size() - 2);
        policy = new KvPressure(Saying.clock(high), Models.LADDER, Models.SLO, OptionalInt.empty());
        for (double used = 0; used < 0.8; used += 0.05) {
            engine.fillsCache(used);
            assertThat(rule().clock()).isEqualTo(high);
        }
    }

    @Test
    void leavesAClockBelowTheLadderWhereThereIsRoom() {
        Megahertz rest = new Megahertz(LOW.value() - 15);
        policy = new KvPressure(Saying.clock(rest), Models.LADDER, Models.SLO, OptionalInt.empty());
        assertThat(rule().clock()).isEqualTo(rest);
        assertThat(rule().reason()).isEqualTo(Reason.OPTIMAL);
    }

    @Test
    void leavesTheReasonOfAPolicyThatIsAtTheTopAnyway() {
        policy = new KvPressure(new MaximumPolicy(), Models.LADDER, Models.SLO, OptionalInt.empty());
        engine.fillsCache(0.95);
        assertThat(rule().reason()).isEqualTo(Reason.FIXED);
    }

    /** The batch has so many places by a model that was measured. */
    private void knowingPlaces(int places) {
        policy = new KvPressure(Saying.clock(LOW), Models.LADDER, Models.SLO, OptionalInt.of(places));
    }

    private void tenRunForMinutes() {
        start(8);
        ruleFor(Duration.ofMinutes(3));
    }

    /** So many requests are served in time, one in each window. */
    private void rulePast(int requests) {
        for (int i = 0; i < requests; i++) {
            engine.serve(100, 3000);
            rule();
        }
    }

    private void tenFillTheCacheByAThird() {
        start(8);
        engine.fillsCache(0.34);
        scene.quiet(Duration.ofMinutes(1));
    }

    /** Then the cache is as it was. */
    private void oneIsLateWhileTheCacheIs(double full) {
        engine.arrive(1).firstToken(100, 5).end(100, 3000, 0.02).fillsCache(full);
        rule();
        engine.fillsCache(0.34);
    }

    /** So many more requests are in the batch, past their first token. */
    private void start(int requests) {
        for (int i = 0; i < requests; i++) {
            engine.arrive(1).firstToken(100, 0.1);
        }
    }

    private void answersOf(int tokens) {
        scene.serve(1500, 100, tokens);
    }

    private Ruling rule() {
        return rule(scene.tick());
    }

    private Ruling ruleFor(Duration time) {
        Ruling last = rule();
        for (long i = 1; i < time.dividedBy(Situations.TICK); i++) {
            last = rule();
        }
        return last;
    }

    /** A ruling on an engine that says how many places its batch has. */
    private Ruling ruleTold(int places) {
        Observation seen = scene.tick();
        Source source = Source.ASKED.under(new StepLimits(OptionalInt.empty(), OptionalInt.of(places)));
        return rule(new Observation(seen.at(), seen.snapshot(), seen.window(), seen.workload(), seen.gpus(), source));
    }

    private Ruling rule(Observation seen) {
        Ruling ruling = policy.rule(new Situation(seen, LOW, Models.TABLE));
        policy = ruling.next();
        return ruling;
    }
}
