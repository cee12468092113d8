package io.gpugovernor.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.RecordingActuator;
import io.gpugovernor.core.given.ScriptedEngine;
import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.IdleDropPolicy;
import io.gpugovernor.core.policy.MaximumPolicy;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GovernorTest {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration STALE = Duration.ofSeconds(3);

    private final ScriptedEngine engine = new ScriptedEngine();
    private final RecordingActuator gpus = new RecordingActuator();
    private final List<Decision> recorded = new ArrayList<>();
    private Optional<Telemetry> scripted = Optional.empty();
    private final Governor governor = governor(Steering.enforcing(gpus), new IdleDropPolicy());

    @Test
    void warmsUpUntilItHasSeenAWindow() {
        Decision first = tick();
        assertThat(first.state()).isEqualTo(GovernorState.WARMING_UP);
        assertThat(first.reason()).isEqualTo(Reason.WARMING_UP);
        assertThat(first.setpoint()).isEmpty();
        assertThat(gpus.calls()).isEmpty();
    }

    @Test
    void governsFromTheSecondReadingOn() {
        tick();
        Decision second = tick();
        assertThat(second.state()).isEqualTo(GovernorState.GOVERNING);
        assertThat(second.reason()).isEqualTo(Reason.IDLE);
        assertThat(second.setpoint()).contains(Models.LOWEST);
        assertThat(second.previous()).isEmpty();
        assertThat(second.actuation()).isEqualTo(new Actuation.Accepted());
        assertThat(gpus.calls()).containsExactly("lock 345MHz");
    }

    @Test
    void doesNotWriteAnEqualSetpointTwice() {
        tick(10);
        assertThat(gpus.calls()).containsExactly("lock 345MHz");
        assertThat(recorded.get(9).actuation()).isEqualTo(new Actuation.NotNeeded());
        assertThat(recorded.get(9).changesClock()).isFalse();
    }

    @Test
    void writesEveryChangeOfTheSetpointAndCountsIt() {
        tick(3);
        engine.arrive(1);
        Decision up = tick();
        engine.firstToken(100, 0.1).end(100, 10, 0.02);
        Decision down = tick();
        assertThat(gpus.calls()).containsExactly("lock 345MHz", "lock 1980MHz", "lock 345MHz");
        assertThat(up.previous()).contains(Models.LOWEST);
        assertThat(down.account().clockChanges()).isEqualTo(3);
    }

    @Test
    void holdsTheSetpointOverOneMissingReading() {
        tick(3);
        gpus.forget();
        Decision held = tickWithout();
        assertThat(held.state()).isEqualTo(GovernorState.HOLDING);
        assertThat(held.reason()).isEqualTo(Reason.STALE_TELEMETRY);
        assertThat(held.detail()).isEqualTo("connection refused");
        assertThat(held.setpoint()).contains(Models.LOWEST);
        assertThat(gpus.calls()).isEmpty();
        assertThat(tick().state()).isEqualTo(GovernorState.GOVERNING);
    }

    @Test
    void releasesClocksWhenTelemetryIsStale() {
        tick(3);
        gpus.forget();
        Decision last = tickWithout();
        for (int i = 1; i < 31; i++) {
            last = tickWithout();
        }
        assertThat(last.state()).isEqualTo(GovernorState.RELEASED);
        assertThat(last.reason()).isEqualTo(Reason.STALE_TELEMETRY);
        assertThat(last.setpoint()).isEmpty();
        assertThat(gpus.calls()).containsExactly("release");
        assertThat(recorded.get(recorded.size() - 2).state()).isEqualTo(GovernorState.HOLDING);
    }

    @Test
    void releasesOnceForAsLongAsTelemetryStaysAway() {
        tick(3);
        gpus.forget();
        for (int i = 0; i < 100; i++) {
            tickWithout();
        }
        assertThat(gpus.calls()).containsExactly("release");
    }

    @Test
    void releasesClocksWhenTheNewestReadingIsOld() {
        tick(3);
        gpus.forget();
        EngineSnapshot frozen = engine.snapshot();
        engine.passes(STALE.plusNanos(1));
        scripted = Optional.of(new Telemetry.Available(frozen));
        Decision decision = governor.tick(engine.now());
        assertThat(decision.state()).isEqualTo(GovernorState.RELEASED);
        assertThat(decision.reason()).isEqualTo(Reason.STALE_TELEMETRY);
        assertThat(gpus.calls()).containsExactly("release");
    }

    @Test
    void seesNoWindowBetweenTwoSources() {
        tick(3);
        gpus.forget();
        engine.passes(TICK).serve(100, 10);
        scripted = Optional.of(new Telemetry.Available(engine.snapshot(), 1));
        Decision switched = governor.tick(engine.now());
        assertThat(switched.reason()).isEqualTo(Reason.WARMING_UP);
        assertThat(switched.account().ended())
                .isEqualTo(recorded.get(2).account().ended());
        assertThat(gpus.calls()).containsExactly("release");

        engine.passes(TICK).serve(100, 10);
        scripted = Optional.of(new Telemetry.Available(engine.snapshot(), 1));
        Decision next = governor.tick(engine.now());
        assertThat(next.state()).isEqualTo(GovernorState.GOVERNING);
        assertThat(next.account().ended()).isEqualTo(switched.account().ended() + 1);
    }

    @Test
    void recoversWhenTelemetryReturns() {
        tick(3);
        for (int i = 0; i < 40; i++) {
            tickWithout();
        }
        gpus.forget();
        assertThat(tick().state()).isEqualTo(GovernorState.WARMING_UP);
        assertThat(tick().state()).isEqualTo(GovernorState.GOVERNING);
        assertThat(gpus.calls()).containsExactly("lock 345MHz");
    }

    @Test
    void dropsOneWindowWhenACounterResets() {
        engine.serve(1000, 200);
        tick(3);
        gpus.forget();
        engine.restart();
        Decision reset = tick();
        assertThat(reset.state()).isEqualTo(GovernorState.WARMING_UP);
        assertThat(reset.setpoint()).isEmpty();
        assertThat(reset.account().served()).isEqualTo(recorded.get(2).account().served());
        assertThat(tick().state()).isEqualTo(GovernorState.GOVERNING);
        assertThat(gpus.calls()).containsExactly("release", "lock 345MHz");
    }

    @Test
    void goesOnGoverningWhenAClientHangsUp() {
        engine.arrive(1).firstToken(1000, 0.1);
        tick(3);
        engine.hangUp();
        assertThat(tick().state()).isEqualTo(GovernorState.GOVERNING);
        assertThat(gpus.calls()).containsExactly("lock 1980MHz", "lock 345MHz");
    }

    @Test
    void releasesWhenTheGpuDoesNotTakeTheSetpoint() {
        tick(3);
        gpus.forget();
        gpus.refuseLocks();
        engine.arrive(1);
        Decision failed = tick();
        assertThat(failed.state()).isEqualTo(GovernorState.RELEASED);
        assertThat(failed.reason()).isEqualTo(Reason.ACTUATION_FAILED);
        assertThat(failed.detail()).isEqualTo("no permission");
        assertThat(failed.setpoint()).isEmpty();
        assertThat(gpus.calls()).containsExactly("lock 1980MHz", "release");
    }

    @Test
    void callsAReleaseThatFailedByItsNameUntilOneSucceeds() {
        tick(3);
        gpus.forget();
        gpus.refuse(true);
        engine.arrive(1);
        Decision failed = tick();
        assertThat(failed.state()).isEqualTo(GovernorState.RELEASE_FAILED);
        assertThat(failed.reason()).isEqualTo(Reason.ACTUATION_FAILED);
        assertThat(failed.setpoint()).isEmpty();
        assertThat(failed.actuation()).isEqualTo(new Actuation.Failed("GPU 0 is lost; reset it"));

        assertThat(governor.stop(engine.now()).state()).isEqualTo(GovernorState.RELEASE_FAILED);

        gpus.refuse(false);
        assertThat(governor.stop(engine.now()).state()).isEqualTo(GovernorState.RELEASED);
        assertThat(gpus.calls()).containsExactly("lock 1980MHz", "release", "release", "release");
    }

    @Test
    void doesNotCallAFailedReleaseWarmingUpEither() {
        engine.serve(1000, 200);
        tick(3);
        gpus.refuse(true);
        engine.restart();
        Decision reset = tick();
        assertThat(reset.reason()).isEqualTo(Reason.WARMING_UP);
        assertThat(reset.state()).isEqualTo(GovernorState.RELEASE_FAILED);
    }

    @Test
    void releasesAlsoWhenTheVeryFirstSetpointIsRefused() {
        // Some GPUs of the domain may have taken the lock before another refused it.
        gpus.refuse(true);
        tick(2);
        assertThat(gpus.calls()).containsExactly("lock 345MHz", "release");
    }

    @Test
    void triesAgainUntilAReleaseSucceeds() {
        tick(3);
        gpus.forget();
        gpus.refuse(true);
        for (int i = 0; i < 32; i++) {
            tickWithout();
        }
        assertThat(gpus.calls()).containsExactly("release", "release");
        gpus.refuse(false);
        tickWithout();
        tickWithout();
        assertThat(gpus.calls()).containsExactly("release", "release", "release");
    }

    @Test
    void holdsForATickWhereAForeignClockWasSetAgain() {
        tick(2);
        gpus.forget();
        gpus.finds(new Actuation.Reasserted("GPU 0 was set by something else; set again"));

        Decision decision = tick();

        assertThat(decision.state()).isEqualTo(GovernorState.HOLDING);
        assertThat(decision.reason()).isEqualTo(Reason.FOREIGN_CHANGE);
        assertThat(decision.detail()).contains("set again");
        assertThat(decision.setpoint()).contains(Models.LOWEST);
        assertThat(decision.actuation().outcome()).isEqualTo("reasserted");
        gpus.finds(new Actuation.NotNeeded());
        assertThat(tick().state()).isEqualTo(GovernorState.GOVERNING);
        assertThat(gpus.calls()).isEmpty();
    }

    @Test
    void releasesWhatIsItsOwnWhereItYields() {
        tick(2);
        gpus.finds(new Actuation.Yielded("GPU 0 was set by something else"));

        Decision decision = tick();

        assertThat(decision.state()).isEqualTo(GovernorState.RELEASED);
        assertThat(decision.reason()).isEqualTo(Reason.FOREIGN_CHANGE);
        assertThat(decision.setpoint()).isEmpty();
        assertThat(gpus.calls()).last().isEqualTo("release");
    }

    @Test
    void staysReleasedWhileTheActuatorYields() {
        gpus.yieldsLocks();

        tick(2);

        assertThat(recorded).last().satisfies(decision -> {
            assertThat(decision.state()).isEqualTo(GovernorState.RELEASED);
            assertThat(decision.reason()).isEqualTo(Reason.FOREIGN_CHANGE);
            assertThat(decision.detail()).isEqualTo("standing aside");
        });
    }

    @Test
    void followsAnotherPolicyAtItsNextTickAndKeepsItsSetpointUntilThen() {
        tick(2);
        governor.follow(new MaximumPolicy());

        Decision decision = tick();

        assertThat(decision.previous()).contains(Models.LOWEST);
        assertThat(decision.setpoint()).contains(Models.HIGHEST);
        assertThat(governor.learned()).isEmpty();
    }

    @Test
    void handsUpWhatItsPolicyLearns() {
        Governor learning = governor(Steering.enforcing(gpus), Models.priced());
        assertThat(learning.learned()).isEmpty();
        for (int i = 0; i < 2; i++) {
            learning.tick(engine.passes(TICK).now());
        }
        assertThat(learning.learned()).isPresent();
    }

    @Test
    void stopReleases() {
        tick(3);
        gpus.forget();
        Decision stopped = governor.stop(engine.now());
        assertThat(stopped.state()).isEqualTo(GovernorState.RELEASED);
        assertThat(stopped.reason()).isEqualTo(Reason.SHUTDOWN);
        assertThat(gpus.calls()).containsExactly("release");
    }

    @Test
    void stopReleasesBeforeItReadsASensorThatFails() {
        List<List<String>> releasedBeforeTheRead = new ArrayList<>();
        boolean[] broken = {false};
        Governor unread = new Governor(
                new PolicyDomain("chat", Models.TABLE, Models.SLO, STALE),
                this::read,
                () -> {
                    releasedBeforeTheRead.add(gpus.calls());
                    if (broken[0]) {
                        throw new IllegalStateException("the sensor is broken");
                    }
                    return List.of();
                },
                Steering.enforcing(gpus),
                new IdleDropPolicy(),
                recorded::add);
        unread.tick(engine.passes(TICK).now());
        unread.tick(engine.passes(TICK).now());
        gpus.forget();
        broken[0] = true;

        assertThatThrownBy(() -> unread.stop(engine.now())).hasMessage("the sensor is broken");

        assertThat(gpus.calls()).containsExactly("release");
        assertThat(releasedBeforeTheRead.get(2)).containsExactly("release");
    }

    @Test
    void stopWritesNothingWhereNothingWasSet() {
        tick();
        governor.stop(engine.now());
        assertThat(gpus.calls()).isEmpty();
    }

    @Test
    void observeModeDecidesAndWritesNothing() {
        Governor observer = governor(Steering.observing(), new IdleDropPolicy());
        observer.tick(engine.now());
        Decision decision = observer.tick(engine.passes(TICK).now());
        assertThat(decision.state()).isEqualTo(GovernorState.GOVERNING);
        assertThat(decision.setpoint()).contains(Models.LOWEST);
        assertThat(decision.actuation()).isEqualTo(new Actuation.ObservedOnly());
        assertThat(observer.stop(engine.now()).actuation()).isEqualTo(new Actuation.ObservedOnly());
        assertThat(gpus.calls()).isEmpty();
    }

    @Test
    void observeModeHoldsNoActuator() {
        assertThat(Steering.Observing.class.getDeclaredFields()).isEmpty();
    }

    @Test
    void recordsEveryDecisionItReturns() {
        List<Decision> returned = new ArrayList<>();
        returned.add(tick());
        returned.add(tick());
        returned.add(tickWithout());
        returned.add(governor.stop(engine.now()));
        assertThat(recorded).isEqualTo(returned);
    }

    @Test
    void saysWhatTheEngineWasDoing() {
        tick();
        engine.arrive(3).admit().serve(1000, 200);
        Decision decision = tick();
        assertThat(decision.load()).hasValueSatisfying(load -> {
            assertThat(load.running()).isEqualTo(1);
            assertThat(load.waiting()).isEqualTo(2);
            assertThat(load.firstTokenDebt()).isEqualTo(3);
            assertThat(load.telemetryAge()).isZero();
        });
        assertThat(decision.account().served()).isEqualTo(1);
    }

    @Test
    void countsMissesOnceEach() {
        tick();
        engine.arrive(2).firstToken(1000, 0.7).firstToken(1000, 0.1).end(1000, 200, 0.3);
        tick();
        Decision decision = tick();
        assertThat(decision.account().served()).isEqualTo(2);
        assertThat(decision.account().ttftMisses()).isEqualTo(1);
        assertThat(decision.account().ended()).isEqualTo(1);
        assertThat(decision.account().tbtMisses()).isEqualTo(1);
    }

    @Test
    void forecastsAndSavesUnderThePricedPolicy() {
        Decision last = afterSilence(Steering.enforcing(gpus));
        assertThat(last.outlook()).isPresent();
        assertThat(last.setpoint())
                .hasValueSatisfying(
                        clock -> assertThat(clock.isBelow(Models.HIGHEST)).isTrue());
        assertThat(last.account().saved().value()).isPositive();
    }

    @Test
    void savesNothingByObserving() {
        Decision last = afterSilence(Steering.observing());
        assertThat(last.outlook()).isPresent();
        assertThat(last.account().saved().value()).isZero();
    }

    private Decision afterSilence(Steering steering) {
        Governor priced = governor(steering, Models.priced());
        Decision last = priced.tick(engine.now());
        for (int i = 0; i < 6000; i++) {
            last = priced.tick(engine.passes(TICK).now());
        }
        return last;
    }

    private Decision tick() {
        scripted = Optional.empty();
        return governor.tick(engine.passes(TICK).now());
    }

    private void tick(int ticks) {
        for (int i = 0; i < ticks; i++) {
            tick();
        }
    }

    private Decision tickWithout() {
        scripted = Optional.of(new Telemetry.Unavailable("connection refused"));
        return governor.tick(engine.passes(TICK).now());
    }

    private Telemetry read() {
        return scripted.orElseGet(() -> new Telemetry.Available(engine.snapshot()));
    }

    private Governor governor(Steering steering, Policy policy) {
        return new Governor(
                new PolicyDomain("chat", Models.TABLE, Models.SLO, STALE),
                this::read,
                List::of,
                steering,
                policy,
                recorded::add);
    }
}
