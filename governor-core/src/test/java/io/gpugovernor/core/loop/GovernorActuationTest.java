package io.gpugovernor.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.RecordingActuator;
import io.gpugovernor.core.given.ScriptedEngine;
import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.Reason;
import org.junit.jupiter.api.Test;

/** What the loop does where a clock is not taken, not given back, or set by somebody else. */
class GovernorActuationTest {
    private final ScriptedDomain domain = new ScriptedDomain();
    private final ScriptedEngine engine = domain.engine();
    private final RecordingActuator gpus = domain.gpus();

    @Test
    void releasesWhenTheGpuDoesNotTakeTheSetpoint() {
        domain.tick(3);
        gpus.forget();
        gpus.refuseLocks();
        engine.arrive(1);
        Decision failed = domain.tick();
        assertThat(failed.state()).isEqualTo(GovernorState.RELEASED);
        assertThat(failed.reason()).isEqualTo(Reason.ACTUATION_FAILED);
        assertThat(failed.detail()).isEqualTo("no permission");
        assertThat(failed.setpoint()).isEmpty();
        assertThat(gpus.calls()).containsExactly("lock 1980MHz", "release");
    }

    @Test
    void callsAReleaseThatFailedByItsNameUntilOneSucceeds() {
        domain.tick(3);
        gpus.forget();
        gpus.refuse(true);
        engine.arrive(1);
        Decision failed = domain.tick();
        assertThat(failed.state()).isEqualTo(GovernorState.RELEASE_FAILED);
        assertThat(failed.reason()).isEqualTo(Reason.ACTUATION_FAILED);
        assertThat(failed.setpoint()).isEmpty();
        assertThat(failed.actuation()).isEqualTo(new Actuation.Failed("GPU 0 is lost; reset it"));

        assertThat(domain.governor().stop(engine.now()).state()).isEqualTo(GovernorState.RELEASE_FAILED);

        gpus.refuse(false);
        assertThat(domain.governor().stop(engine.now()).state()).isEqualTo(GovernorState.RELEASED);
        assertThat(gpus.calls()).containsExactly("lock 1980MHz", "release", "release", "release");
    }

    @Test
    void doesNotCallAFailedReleaseWarmingUpEither() {
        engine.serve(1000, 200);
        domain.tick(3);
        gpus.refuse(true);
        engine.restart();
        Decision reset = domain.tick();
        assertThat(reset.reason()).isEqualTo(Reason.WARMING_UP);
        assertThat(reset.state()).isEqualTo(GovernorState.RELEASE_FAILED);
    }

    @Test
    void releasesAlsoWhenTheVeryFirstSetpointIsRefused() {
        // Some GPUs of the domain may have taken the lock before another refused it.
        gpus.refuse(true);
        domain.tick(2);
        assertThat(gpus.calls()).containsExactly("lock 345MHz", "release");
    }

    @Test
    void triesAgainUntilAReleaseSucceeds() {
        domain.tick(3);
        gpus.forget();
        gpus.refuse(true);
        for (int i = 0; i < 32; i++) {
            domain.tickWithout();
        }
        assertThat(gpus.calls()).containsExactly("release", "release");
        gpus.refuse(false);
        domain.tickWithout();
        domain.tickWithout();
        assertThat(gpus.calls()).containsExactly("release", "release", "release");
    }

    @Test
    void holdsForATickWhereAForeignClockWasSetAgain() {
        domain.tick(2);
        gpus.forget();
        gpus.finds(new Actuation.Reasserted("GPU 0 was set by something else; set again"));

        Decision decision = domain.tick();

        assertThat(decision.state()).isEqualTo(GovernorState.HOLDING);
        assertThat(decision.reason()).isEqualTo(Reason.FOREIGN_CHANGE);
        assertThat(decision.detail()).contains("set again");
        assertThat(decision.setpoint()).contains(Models.LOWEST);
        assertThat(decision.actuation().outcome()).isEqualTo("reasserted");
        gpus.finds(new Actuation.NotNeeded());
        assertThat(domain.tick().state()).isEqualTo(GovernorState.GOVERNING);
        assertThat(gpus.calls()).isEmpty();
    }

    @Test
    void releasesWhatIsItsOwnWhereItYields() {
        domain.tick(2);
        gpus.finds(new Actuation.Yielded("GPU 0 was set by something else"));

        Decision decision = domain.tick();

        assertThat(decision.state()).isEqualTo(GovernorState.RELEASED);
        assertThat(decision.reason()).isEqualTo(Reason.FOREIGN_CHANGE);
        assertThat(decision.setpoint()).isEmpty();
        assertThat(gpus.calls()).last().isEqualTo("release");
    }

    @Test
    void staysReleasedWhileTheActuatorYields() {
        gpus.yieldsLocks();

        domain.tick(2);

        assertThat(domain.recorded()).last().satisfies(decision -> {
            assertThat(decision.state()).isEqualTo(GovernorState.RELEASED);
            assertThat(decision.reason()).isEqualTo(Reason.FOREIGN_CHANGE);
            assertThat(decision.detail()).isEqualTo("standing aside");
        });
    }
}
