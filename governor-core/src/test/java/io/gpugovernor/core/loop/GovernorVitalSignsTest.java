package io.gpugovernor.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.RecordingActuator;
import io.gpugovernor.core.given.ScriptedEngine;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.IdleDropPolicy;
import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the loop makes of readings that repeat, and of engines that sleep or stand still. */
class GovernorVitalSignsTest {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration STALE = Duration.ofSeconds(3);

    private final ScriptedEngine engine = new ScriptedEngine();
    private final RecordingActuator gpus = new RecordingActuator();
    private Optional<Telemetry> scripted = Optional.empty();
    private final Governor governor = new Governor(
            new PolicyDomain("chat", Models.TABLE, Models.SLO, STALE),
            () -> scripted.orElseGet(() -> new Telemetry.Available(engine.snapshot())),
            List::of,
            Steering.enforcing(gpus),
            new IdleDropPolicy(),
            decision -> {});

    @Test
    void keepsItsSetpointWhenItReadsTheSameSnapshotAgain() {
        tick(3);
        gpus.forget();
        Decision again = tickWith(engine.snapshot());
        assertThat(again.state()).isEqualTo(GovernorState.HOLDING);
        assertThat(again.detail()).isEqualTo("the engine has no newer reading");
        assertThat(tick().state()).isEqualTo(GovernorState.GOVERNING);
        assertThat(gpus.calls()).isEmpty();
    }

    @Test
    void warmsUpAlsoWhereEverySnapshotIsReadTwice() {
        tick();
        assertThat(tickWith(engine.snapshot()).reason()).isEqualTo(Reason.WARMING_UP);
        assertThat(tick().state()).isEqualTo(GovernorState.GOVERNING);
    }

    @Test
    void ignoresASnapshotOlderThanTheLast() {
        EngineSnapshot old = engine.passes(TICK).snapshot();
        tick(3);
        assertThat(tickWith(old).state()).isEqualTo(GovernorState.HOLDING);
        assertThat(tick().state()).isEqualTo(GovernorState.GOVERNING);
    }

    @Test
    void releasesWhereTheEngineSendsNothingNewForTooLong() {
        tick(3);
        gpus.forget();
        EngineSnapshot frozen = engine.snapshot();
        Decision decision = tickWith(frozen);
        for (int i = 0; i < 31; i++) {
            decision = tickWith(frozen);
        }
        assertThat(decision.reason()).isEqualTo(Reason.STALE_TELEMETRY);
        assertThat(gpus.calls()).containsExactly("release");
    }

    @Test
    void believesNoReadingFromFarAhead() {
        tick(3);
        gpus.forget();
        EngineSnapshot ahead = engine.passes(Duration.ofHours(1)).snapshot();
        scripted = Optional.of(new Telemetry.Available(ahead));
        Decision decision = governor.tick(new Moment(400_000_000L));
        assertThat(decision.reason()).isEqualTo(Reason.STALE_TELEMETRY);
        assertThat(decision.state()).isEqualTo(GovernorState.HOLDING);
    }

    @Test
    void releasesWhileTheEngineSleepsAndBeginsAnewWhenItWakes() {
        engine.arrive(1).firstToken(100, 0.1);
        tick(3);
        gpus.forget();
        engine.sleeps(true);
        Decision asleep = tick();
        assertThat(asleep.state()).isEqualTo(GovernorState.RELEASED);
        assertThat(asleep.reason()).isEqualTo(Reason.ENGINE_ASLEEP);
        tick(5);
        assertThat(gpus.calls()).containsExactly("release");
        engine.sleeps(false).end(100, 1, 0.02);
        assertThat(tick().state()).isEqualTo(GovernorState.WARMING_UP);
        assertThat(tick().state()).isEqualTo(GovernorState.GOVERNING);
        assertThat(gpus.calls()).containsExactly("release", "lock 345MHz");
    }

    @Test
    void releasesWhenAnEngineWithWorkMovesNothing() {
        engine.arrive(1).admit();
        tick(31);
        assertThat(gpus.calls()).containsExactly("lock 1980MHz");
        Decision stuck = tick();
        assertThat(stuck.state()).isEqualTo(GovernorState.RELEASED);
        assertThat(stuck.reason()).isEqualTo(Reason.ENGINE_STUCK);
        assertThat(stuck.detail()).isEqualTo("for 3 s");
        tick(10);
        assertThat(gpus.calls()).containsExactly("lock 1980MHz", "release");
    }

    @Test
    void governsOnWithTheFirstStepAfterAStandstill() {
        engine.arrive(1).admit();
        tick(40);
        gpus.forget();
        engine.hangUp();
        assertThat(tick().state()).isEqualTo(GovernorState.GOVERNING);
        assertThat(gpus.calls()).containsExactly("lock 345MHz");
    }

    @Test
    void takesSilenceForNoStandstill() {
        tick(100);
        assertThat(tick().state()).isEqualTo(GovernorState.GOVERNING);
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

    private Decision tickWith(EngineSnapshot snapshot) {
        scripted = Optional.of(new Telemetry.Available(snapshot));
        return governor.tick(engine.passes(TICK).now());
    }
}
