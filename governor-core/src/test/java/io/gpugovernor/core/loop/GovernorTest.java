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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GovernorTest {
    private final ScriptedDomain domain = new ScriptedDomain();
    private final ScriptedEngine engine = domain.engine();
    private final RecordingActuator gpus = domain.gpus();

    @Test
    void warmsUpUntilItHasSeenAWindow() {
        Decision first = domain.tick();
        assertThat(first.state()).isEqualTo(GovernorState.WARMING_UP);
        assertThat(first.reason()).isEqualTo(Reason.WARMING_UP);
        assertThat(first.setpoint()).isEmpty();
        assertThat(gpus.calls()).isEmpty();
    }

    @Test
    void governsFromTheSecondReadingOn() {
        domain.tick();
        Decision second = domain.tick();
        assertThat(second.state()).isEqualTo(GovernorState.GOVERNING);
        assertThat(second.reason()).isEqualTo(Reason.IDLE);
        assertThat(second.setpoint()).contains(Models.LOWEST);
        assertThat(second.previous()).isEmpty();
        assertThat(second.actuation()).isEqualTo(new Actuation.Accepted());
        assertThat(gpus.calls()).containsExactly("lock 345MHz");
    }

    @Test
    void doesNotWriteAnEqualSetpointTwice() {
        domain.tick(10);
        assertThat(gpus.calls()).containsExactly("lock 345MHz");
        assertThat(domain.recorded().get(9).actuation()).isEqualTo(new Actuation.NotNeeded());
        assertThat(domain.recorded().get(9).changesClock()).isFalse();
    }

    @Test
    void writesEveryChangeOfTheSetpointAndCountsIt() {
        domain.tick(3);
        engine.arrive(1);
        Decision up = domain.tick();
        engine.firstToken(100, 0.1).end(100, 10, 0.02);
        Decision down = domain.tick();
        assertThat(gpus.calls()).containsExactly("lock 345MHz", "lock 1980MHz", "lock 345MHz");
        assertThat(up.previous()).contains(Models.LOWEST);
        assertThat(down.account().clockChanges()).isEqualTo(3);
    }

    @Test
    void goesOnGoverningWhenAClientHangsUp() {
        engine.arrive(1).firstToken(1000, 0.1);
        domain.tick(3);
        engine.hangUp();
        assertThat(domain.tick().state()).isEqualTo(GovernorState.GOVERNING);
        assertThat(gpus.calls()).containsExactly("lock 1980MHz", "lock 345MHz");
    }

    @Test
    void followsAnotherPolicyAtItsNextTickAndKeepsItsSetpointUntilThen() {
        domain.tick(2);
        domain.governor().follow(new MaximumPolicy());

        Decision decision = domain.tick();

        assertThat(decision.previous()).contains(Models.LOWEST);
        assertThat(decision.setpoint()).contains(Models.HIGHEST);
        assertThat(domain.governor().learned()).isEmpty();
    }

    @Test
    void handsUpWhatItsPolicyLearns() {
        Governor learning = domain.governor(Steering.enforcing(gpus), Models.priced());
        assertThat(learning.learned()).isEmpty();
        for (int i = 0; i < 2; i++) {
            learning.tick(engine.passes(ScriptedDomain.TICK).now());
        }
        assertThat(learning.learned()).isPresent();
    }

    @Test
    void stopReleases() {
        domain.tick(3);
        gpus.forget();
        Decision stopped = domain.governor().stop(engine.now());
        assertThat(stopped.state()).isEqualTo(GovernorState.RELEASED);
        assertThat(stopped.reason()).isEqualTo(Reason.SHUTDOWN);
        assertThat(gpus.calls()).containsExactly("release");
    }

    @Test
    void stopReleasesBeforeItReadsASensorThatFails() {
        List<List<String>> releasedBeforeTheRead = new ArrayList<>();
        boolean[] broken = {false};
        Governor unread = new Governor(
                new PolicyDomain("chat", Models.TABLE, Models.SLO, ScriptedDomain.STALE),
                domain::read,
                () -> {
                    releasedBeforeTheRead.add(gpus.calls());
                    if (broken[0]) {
                        throw new IllegalStateException("the sensor is broken");
                    }
                    return List.of();
                },
                Steering.enforcing(gpus),
                new IdleDropPolicy(),
                domain.recorded()::add);
        unread.tick(engine.passes(ScriptedDomain.TICK).now());
        unread.tick(engine.passes(ScriptedDomain.TICK).now());
        gpus.forget();
        broken[0] = true;

        assertThatThrownBy(() -> unread.stop(engine.now())).hasMessage("the sensor is broken");

        assertThat(gpus.calls()).containsExactly("release");
        assertThat(releasedBeforeTheRead.get(2)).containsExactly("release");
    }

    @Test
    void stopWritesNothingWhereNothingWasSet() {
        domain.tick();
        domain.governor().stop(engine.now());
        assertThat(gpus.calls()).isEmpty();
    }

    @Test
    void observeModeDecidesAndWritesNothing() {
        Governor observer = domain.governor(Steering.observing(), new IdleDropPolicy());
        observer.tick(engine.now());
        Decision decision = observer.tick(engine.passes(ScriptedDomain.TICK).now());
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
        returned.add(domain.tick());
        returned.add(domain.tick());
        returned.add(domain.tickWithout());
        returned.add(domain.governor().stop(engine.now()));
        assertThat(domain.recorded()).isEqualTo(returned);
    }

    @Test
    void saysWhatTheEngineWasDoing() {
        domain.tick();
        engine.arrive(3).admit().serve(1000, 200);
        Decision decision = domain.tick();
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
        domain.tick();
        engine.arrive(2).firstToken(1000, 0.7).firstToken(1000, 0.1).end(1000, 200, 0.3);
        domain.tick();
        Decision decision = domain.tick();
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
        Governor priced = domain.governor(steering, Models.priced());
        Decision last = priced.tick(engine.now());
        for (int i = 0; i < 6000; i++) {
            last = priced.tick(engine.passes(ScriptedDomain.TICK).now());
        }
        return last;
    }
}
