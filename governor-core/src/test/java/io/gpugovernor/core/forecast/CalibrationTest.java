package io.gpugovernor.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.ScriptedEngine;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Megahertz;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final Megahertz CLOCK = new Megahertz(1500);
    private static final EngineModel MODEL = Models.h100();

    private final Situations scene = new Situations();
    private final ScriptedEngine engine = scene.engine();
    private Calibration calibration = Calibration.starting(Calibration.Prior.MEASURED);

    @Test
    void startsWithoutAnyCorrection() {
        assertThat(MODEL.corrected(calibration).stepTime().step(CLOCK, 500, 4, 1000))
                .isEqualTo(MODEL.stepTime().step(CLOCK, 500, 4, 1000));
    }

    @Test
    void learnsIdlePowerWhileNothingIsInFlight() {
        watch(60, CLOCK, 1.25 * MODEL.power().idleWatts(CLOCK), scene::tick);

        assertThat(corrected().idleWatts(CLOCK)).isCloseTo(1.25 * MODEL.power().idleWatts(CLOCK), within(2.0));
        assertThat(corrected().busyWatts(CLOCK, 1)).isEqualTo(MODEL.power().busyWatts(CLOCK, 1));
    }

    @Test
    void waitsWithPowerUntilTheClockHasStoodStill() {
        for (int i = 0; i < 60; i++) {
            watch(1, i % 2 == 0 ? CLOCK : new Megahertz(900), 500, scene::tick);
        }
        assertThat(corrected().idleWatts(CLOCK)).isEqualTo(MODEL.power().idleWatts(CLOCK));
    }

    @Test
    void ignoresPowerThatIsUnknown() {
        watch(60, CLOCK, 0, scene::tick);
        assertThat(corrected().idleWatts(CLOCK)).isEqualTo(MODEL.power().idleWatts(CLOCK));
    }

    @Test
    void learnsThePaceOfPrefillFromRequestsThatCameAlone() {
        watch(5, CLOCK, 0, scene::tick);
        double modelled = MODEL.stepTime().seconds(CLOCK, 1000, 0, 0);
        for (int i = 0; i < 40; i++) {
            watch(1, CLOCK, 0, () -> {
                engine.arrive(1);
                engine.firstToken(1000, 0.005 + 1.3 * modelled);
                engine.end(1000, 1, 0.01);
                return scene.tick();
            });
            watch(2, CLOCK, 0, scene::tick);
        }
        assertThat(calibration.prefill().at(CLOCK, MODEL.reference())).isCloseTo(1.3, within(0.05));
        assertThat(MODEL.corrected(calibration).stepTime().prefillTrust(CLOCK))
                .as("earned back")
                .isGreaterThan(MODEL.corrected(Calibration.starting(Calibration.Prior.MEASURED))
                        .stepTime()
                        .prefillTrust(CLOCK));
    }

    @Test
    void learnsThePaceOfPrefillFromTheTokensComputedNotFromThoseFoundInACache() {
        watch(5, CLOCK, 0, scene::tick);
        double modelled = MODEL.stepTime().seconds(CLOCK, 1000, 0, 0);
        for (int i = 0; i < 40; i++) {
            watch(1, CLOCK, 0, () -> {
                engine.arrive(1);
                engine.firstTokenWithCache(4000, 3000, 0.005 + 1.3 * modelled);
                engine.end(4000, 1, 0.01);
                return scene.tick();
            });
            watch(2, CLOCK, 0, scene::tick);
        }
        assertThat(calibration.prefill().at(CLOCK, MODEL.reference())).isCloseTo(1.3, within(0.05));
    }

    /** Where an engine computes prompts before it goes on with answers, a short one takes a fraction of a mixed step. */
    @Test
    void learnsLittleFromShortPromptsBesideManyDecodesWhichNotEveryEngineMixes() {
        engine.arrive(200);
        for (int i = 0; i < 200; i++) {
            engine.firstToken(1000, 3);
        }
        watch(5, CLOCK, 0, scene::tick);
        double wait = MODEL.stepTime().seconds(CLOCK, 0, 200, 1000) / 2;
        double alone = MODEL.stepTime().seconds(CLOCK, 200, 0, 0);
        for (int i = 0; i < 40; i++) {
            watch(1, CLOCK, 0, () -> {
                engine.arrive(1);
                engine.firstToken(200, 0.005 + wait + alone);
                engine.end(200, 1, 0.01);
                return scene.tick();
            });
            watch(2, CLOCK, 0, scene::tick);
        }
        assertThat(calibration.prefill().at(CLOCK, MODEL.reference())).isBetween(0.9, 1.0);
    }

    @Test
    void learnsNothingAboutPrefillFromRequestsThatCameTogether() {
        watch(5, CLOCK, 0, scene::tick);
        for (int i = 0; i < 20; i++) {
            watch(1, CLOCK, 0, () -> {
                engine.arrive(2);
                engine.firstToken(1000, 3);
                engine.firstToken(1000, 3);
                return scene.tick();
            });
        }
        assertThat(calibration.prefill().at(CLOCK, MODEL.reference())).isEqualTo(1);
    }

    @Test
    void learnsNothingAboutPrefillFromARequestThatWaitedBehindAnother() {
        watch(5, CLOCK, 0, scene::tick);
        double modelled = MODEL.stepTime().seconds(CLOCK, 1000, 0, 0);
        for (int i = 0; i < 20; i++) {
            engine.arrive(2);
            watch(1, CLOCK, 0, scene::tick);
            engine.firstToken(1000, modelled);
            watch(1, CLOCK, 0, scene::tick);
            engine.firstToken(1000, 2 * modelled);
            watch(1, CLOCK, 0, scene::tick);
        }
        assertThat(calibration.prefill().at(CLOCK, MODEL.reference())).isEqualTo(1);
    }

    @Test
    void learnsThePaceOfPrefillFromALongPromptThatNobodyWaitedBefore() {
        watch(5, CLOCK, 0, scene::tick);
        double modelled = MODEL.stepTime().seconds(CLOCK, 1000, 0, 0);
        for (int i = 0; i < 20; i++) {
            engine.arrive(1);
            watch(3, CLOCK, 0, scene::tick);
            engine.firstToken(1000, 0.005 + 1.3 * modelled).end(1000, 1, 0.01);
            watch(2, CLOCK, 0, scene::tick);
        }
        assertThat(calibration.prefill().at(CLOCK, MODEL.reference())).isCloseTo(1.3, within(0.05));
    }

    private void watch(int ticks, Megahertz clock, double watts, Supplier<Observation> happens) {
        for (int i = 0; i < ticks; i++) {
            calibration = calibration.after(happens.get(), MODEL, new Applied(clock, watts, false));
        }
    }

    private PowerModel corrected() {
        return MODEL.corrected(calibration).power();
    }
}
