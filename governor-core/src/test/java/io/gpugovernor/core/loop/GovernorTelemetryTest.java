package io.gpugovernor.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.RecordingActuator;
import io.gpugovernor.core.given.ScriptedEngine;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Telemetry;
import org.junit.jupiter.api.Test;

/** What the loop does where readings stay away, are old, or do not continue the last. */
class GovernorTelemetryTest {
    private final ScriptedDomain domain = new ScriptedDomain();
    private final ScriptedEngine engine = domain.engine();
    private final RecordingActuator gpus = domain.gpus();

    @Test
    void holdsTheSetpointOverOneMissingReading() {
        domain.tick(3);
        gpus.forget();
        Decision held = domain.tickWithout();
        assertThat(held.state()).isEqualTo(GovernorState.HOLDING);
        assertThat(held.reason()).isEqualTo(Reason.STALE_TELEMETRY);
        assertThat(held.detail()).isEqualTo("connection refused");
        assertThat(held.setpoint()).contains(Models.LOWEST);
        assertThat(gpus.calls()).isEmpty();
        assertThat(domain.tick().state()).isEqualTo(GovernorState.GOVERNING);
    }

    @Test
    void releasesClocksWhenTelemetryIsStale() {
        domain.tick(3);
        gpus.forget();
        Decision last = domain.tickWithout();
        for (int i = 1; i < 31; i++) {
            last = domain.tickWithout();
        }
        assertThat(last.state()).isEqualTo(GovernorState.RELEASED);
        assertThat(last.reason()).isEqualTo(Reason.STALE_TELEMETRY);
        assertThat(last.setpoint()).isEmpty();
        assertThat(gpus.calls()).containsExactly("release");
        assertThat(domain.recorded().get(domain.recorded().size() - 2).state()).isEqualTo(GovernorState.HOLDING);
    }

    @Test
    void releasesOnceForAsLongAsTelemetryStaysAway() {
        domain.tick(3);
        gpus.forget();
        for (int i = 0; i < 100; i++) {
            domain.tickWithout();
        }
        assertThat(gpus.calls()).containsExactly("release");
    }

    @Test
    void releasesClocksWhenTheNewestReadingIsOld() {
        domain.tick(3);
        gpus.forget();
        EngineSnapshot frozen = engine.snapshot();
        engine.passes(ScriptedDomain.STALE.plusNanos(1));
        Decision decision = domain.tickReading(new Telemetry.Available(frozen));
        assertThat(decision.state()).isEqualTo(GovernorState.RELEASED);
        assertThat(decision.reason()).isEqualTo(Reason.STALE_TELEMETRY);
        assertThat(gpus.calls()).containsExactly("release");
    }

    @Test
    void seesNoWindowBetweenTwoSources() {
        domain.tick(3);
        gpus.forget();
        engine.passes(ScriptedDomain.TICK).serve(100, 10);
        Decision switched = domain.tickReading(new Telemetry.Available(engine.snapshot(), 1));
        assertThat(switched.reason()).isEqualTo(Reason.WARMING_UP);
        assertThat(switched.account().ended())
                .isEqualTo(domain.recorded().get(2).account().ended());
        assertThat(gpus.calls()).containsExactly("release");

        engine.passes(ScriptedDomain.TICK).serve(100, 10);
        Decision next = domain.tickReading(new Telemetry.Available(engine.snapshot(), 1));
        assertThat(next.state()).isEqualTo(GovernorState.GOVERNING);
        assertThat(next.account().ended()).isEqualTo(switched.account().ended() + 1);
    }

    @Test
    void recoversWhenTelemetryReturns() {
        domain.tick(3);
        for (int i = 0; i < 40; i++) {
            domain.tickWithout();
        }
        gpus.forget();
        assertThat(domain.tick().state()).isEqualTo(GovernorState.WARMING_UP);
        assertThat(domain.tick().state()).isEqualTo(GovernorState.GOVERNING);
        assertThat(gpus.calls()).containsExactly("lock 345MHz");
    }

    @Test
    void dropsOneWindowWhenACounterResets() {
        engine.serve(1000, 200);
        domain.tick(3);
        gpus.forget();
        engine.restart();
        Decision reset = domain.tick();
        assertThat(reset.state()).isEqualTo(GovernorState.WARMING_UP);
        assertThat(reset.setpoint()).isEmpty();
        assertThat(reset.account().served())
                .isEqualTo(domain.recorded().get(2).account().served());
        assertThat(domain.tick().state()).isEqualTo(GovernorState.GOVERNING);
        assertThat(gpus.calls()).containsExactly("release", "lock 345MHz");
    }
}
