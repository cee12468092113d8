package io.gpugovernor.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SwitchExperienceTest {
    private static final Megahertz LOW = new Megahertz(900);
    private static final Megahertz HIGH = new Megahertz(1500);

    private final Situations scene = new Situations();
    private boolean working;
    private SwitchExperience experience = SwitchExperience.expecting(Models.CADENCE);

    @Test
    void expectsWhatItWasToldBeforeAnythingChanged() {
        assertThat(experience.within(Models.CADENCE)).isEqualTo(Models.CADENCE);
    }

    @Test
    void learnsThatATransitionTakesLongerThanATick() {
        changes(1, LOW, Duration.ZERO);
        assertThat(experience.within(Models.CADENCE).actuation()).isGreaterThanOrEqualTo(Situations.TICK);
    }

    @Test
    void learnsThatTheCallAloneTakesLong() {
        changes(1, HIGH, Duration.ofMillis(80));
        assertThat(experience.within(Models.CADENCE).actuation()).isEqualTo(Duration.ofMillis(80));
    }

    @Test
    void forgetsASlowTransitionAfterManyQuickOnes() {
        changes(1, LOW, Duration.ZERO);
        Duration slow = experience.within(Models.CADENCE).actuation();
        changes(30, HIGH, Duration.ofMillis(10));
        assertThat(experience.within(Models.CADENCE).actuation()).isLessThanOrEqualTo(slow);
    }

    @Test
    void learnsNothingFromAClockThatTheGpuIsHeldBelow() {
        Observation seen = working();
        SwitchExperience after = experience
                .changing(LOW, HIGH, seen.at())
                .after(working(), Models.h100(), new Applied(LOW, 0, true), Duration.ZERO);
        assertThat(after.actuation()).isEqualTo(experience.actuation());
    }

    @Test
    void learnsNothingFromAChangeThatWasOverruled() {
        SwitchExperience overruled =
                experience.changing(LOW, HIGH, working().at()).under(LOW);
        assertThat(overruled.after(working(), Models.h100(), new Applied(LOW, 0, false), Duration.ZERO))
                .isEqualTo(experience);
    }

    @Test
    void keepsAChangeThatWasMade() {
        SwitchExperience made = experience.changing(LOW, HIGH, working().at());
        assertThat(made.under(HIGH)).isEqualTo(made);
    }

    @Test
    void learnsTheStallFromTokensThatDidNotCome() {
        double step = Models.STEP_TIME.seconds(HIGH, 0, 1, 100);
        long steps = Math.round((0.1 - 0.05) / step); // of a window of 100 ms, 50 ms are missing
        for (int i = 0; i < 60; i++) {
            Observation before = working();
            scene.engine().tokens((int) steps, step);
            experience = experience
                    .changing(HIGH, HIGH, before.at())
                    .after(scene.tick(), Models.h100(), new Applied(HIGH, 0, false), Duration.ZERO);
        }
        assertThat(experience.stall()).isCloseTo(0.05, within(0.015));
    }

    @Test
    void makesASwitchThatStallsDearer() {
        Cadence patient = new SwitchExperience(0.03, 0.2, Optional.empty()).within(Models.CADENCE);
        assertThat(patient.switchTime()).isGreaterThan(Models.CADENCE.switchTime());
    }

    private void changes(int times, Megahertz found, Duration call) {
        for (int i = 0; i < times; i++) {
            Observation before = working();
            experience = experience
                    .changing(LOW, HIGH, before.at())
                    .after(working(), Models.h100(), new Applied(found, 0, false), call);
        }
    }

    /** A window with one request decoding, and nothing said about its tokens. */
    private Observation working() {
        if (!working) {
            working = true;
            scene.engine().arrive(1);
            scene.engine().firstToken(100, 0.05);
            scene.tick();
        }
        return scene.tick();
    }
}
