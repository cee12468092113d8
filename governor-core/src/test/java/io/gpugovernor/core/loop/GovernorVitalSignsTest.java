package io.gpugovernor.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.given.RecordingActuator;
import io.gpugovernor.core.given.ScriptedEngine;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the loop makes of readings that repeat, and of engines that sleep or stand still. */
class GovernorVitalSignsTest {
    private final ScriptedDomain domain = new ScriptedDomain();
    private final ScriptedEngine engine = domain.engine();
    private final RecordingActuator gpus = domain.gpus();

    @Test
    void keepsItsSetpointWhenItReadsTheSameSnapshotAgain() {
        domain.tick(3);
        gpus.forget();
        Decision again = tickWith(engine.snapshot());
        assertThat(again.state()).isEqualTo(GovernorState.HOLDING);
        assertThat(again.detail()).isEqualTo("the engine has no newer reading");
        assertThat(domain.tick().state()).isEqualTo(GovernorState.GOVERNING);
        assertThat(gpus.calls()).isEmpty();
    }

    @Test
    void warmsUpAlsoWhereEverySnapshotIsReadTwice() {
        domain.tick();
        assertThat(tickWith(engine.snapshot()).reason()).isEqualTo(Reason.WARMING_UP);
        assertThat(domain.tick().state()).isEqualTo(GovernorState.GOVERNING);
    }

    @Test
    void ignoresASnapshotOlderThanTheLast() {
        EngineSnapshot old = engine.passes(ScriptedDomain.TICK).snapshot();
        domain.tick(3);
        assertThat(tickWith(old).state()).isEqualTo(GovernorState.HOLDING);
        assertThat(domain.tick().state()).isEqualTo(GovernorState.GOVERNING);
    }

    @Test
    void releasesWhereTheEngineSendsNothingNewForTooLong() {
        domain.tick(3);
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
        domain.tick(3);
        gpus.forget();
        EngineSnapshot ahead = engine.passes(Duration.ofHours(1)).snapshot();
        Decision decision = domain.tickReading(new Telemetry.Available(ahead), new Moment(400_000_000L));
        assertThat(decision.reason()).isEqualTo(Reason.STALE_TELEMETRY);
        assertThat(decision.state()).isEqualTo(GovernorState.HOLDING);
    }

    @Test
    void releasesWhileTheEngineSleepsAndBeginsAnewWhenItWakes() {
        engine.arrive(1).firstToken(100, 0.1);
        domain.tick(3);
        gpus.forget();
        engine.sleeps(true);
        Decision asleep = domain.tick();
        assertThat(asleep.state()).isEqualTo(GovernorState.RELEASED);
        assertThat(asleep.reason()).isEqualTo(Reason.ENGINE_ASLEEP);
        domain.tick(5);
        assertThat(gpus.calls()).containsExactly("release");
        engine.sleeps(false).end(100, 1, 0.02);
        assertThat(domain.tick().state()).isEqualTo(GovernorState.WARMING_UP);
        assertThat(domain.tick().state()).isEqualTo(GovernorState.GOVERNING);
        assertThat(gpus.calls()).containsExactly("release", "lock 345MHz");
    }

    @Test
    void releasesWhenAnEngineWithWorkMovesNothing() {
        engine.arrive(1).admit();
        domain.tick(31);
        assertThat(gpus.calls()).containsExactly("lock 1980MHz");
        Decision stuck = domain.tick();
        assertThat(stuck.state()).isEqualTo(GovernorState.RELEASED);
        assertThat(stuck.reason()).isEqualTo(Reason.ENGINE_STUCK);
        assertThat(stuck.detail()).isEqualTo("for 3 s");
        domain.tick(10);
        assertThat(gpus.calls()).containsExactly("lock 1980MHz", "release");
    }

    @Test
    void governsOnWithTheFirstStepAfterAStandstill() {
        engine.arrive(1).admit();
        domain.tick(40);
        gpus.forget();
        engine.hangUp();
        assertThat(domain.tick().state()).isEqualTo(GovernorState.GOVERNING);
        assertThat(gpus.calls()).containsExactly("lock 345MHz");
    }

    @Test
    void takesSilenceForNoStandstill() {
        domain.tick(100);
        assertThat(domain.tick().state()).isEqualTo(GovernorState.GOVERNING);
    }

    private Decision tickWith(EngineSnapshot snapshot) {
        engine.passes(ScriptedDomain.TICK);
        return domain.tickReading(new Telemetry.Available(snapshot));
    }
}
