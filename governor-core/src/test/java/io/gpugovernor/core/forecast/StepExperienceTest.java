package io.gpugovernor.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.ScriptedEngine;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StepExperienceTest {
    private static final Megahertz CLOCK = new Megahertz(1500);
    private static final EngineModel MODEL = Models.h100();
    private static final int DECODES = 40;
    private static final int STEPS = 5;

    private final Situations scene = new Situations();
    private final ScriptedEngine engine = scene.engine();
    private StepExperience learned = StepExperience.NONE;
    private Bench bench = Bench.UNSEEN;

    @Test
    void changesNothingBeforeAnythingHappened() {
        assertThat(StepExperience.NONE.factor()).isEqualTo(1);
        observe();
        assertThat(learned.factor()).isEqualTo(1);
    }

    @Test
    void learnsWithinSecondsByHowMuchStepsAreLonger() {
        decoding();
        for (int i = 0; i < 50; i++) {
            engine.tokens(STEPS, 1.3 * step(0));
            observe();
        }
        assertThat(learned.factor()).isCloseTo(1.3, within(0.05));
    }

    @Test
    void countsThePromptsThatHoldUpThoseWhoDecode() {
        decoding();
        for (int i = 0; i < 50; i++) {
            prompts(1.0);
        }
        assertThat(learned.factor()).isCloseTo(1, within(0.03));
        for (int i = 0; i < 300; i++) {
            prompts(1.3);
        }
        assertThat(learned.factor()).isBetween(1.2, 1.3);
    }

    @Test
    void isNotMisledByPromptsThatAreCountedAWindowAfterTheyHeldUpTheBatch() {
        decoding();
        for (int i = 0; i < 200; i++) {
            double held = i % 2 == 0 ? step(400) - step(0) : 0;
            engine.tokens(STEPS, step(0) + held / STEPS);
            if (i % 2 == 1) {
                engine.arrive(1).firstToken(400, 0.1).end(400, 200, 0.02);
            }
            observe();
            if (i > 20) {
                assertThat(learned.factor()).isLessThan(1.05);
            }
        }
    }

    @Test
    void lowersNoRiskWhereStepsAreShorter() {
        decoding();
        for (int i = 0; i < 50; i++) {
            engine.tokens(STEPS, step(0) / 2);
            observe();
        }
        assertThat(learned.factor()).isEqualTo(1);
    }

    @Test
    void learnsLittleFromAFewLongPrompts() {
        assertThat(new StepExperience(20, 14, 0).factor()).isCloseTo(1.4, within(0.01));
        assertThat(new StepExperience(20, 14, 9).factor()).isCloseTo(1.183, within(0.01));
        assertThat(new StepExperience(20, 14, 900).factor()).isLessThan(1.01);
    }

    @Test
    void takesNothingThatIsFarOffForTheModels() {
        assertThat(new StepExperience(1e6, 10, 0).factor()).isEqualTo(1.5);
    }

    @Test
    void forgetsOnceTheBatchIsGone() {
        decoding();
        for (int i = 0; i < 50; i++) {
            engine.tokens(STEPS, 1.3 * step(0));
            observe();
        }
        for (int i = 0; i < DECODES; i++) {
            engine.end(500, 200, 0.02);
        }
        observe();
        double then = learned.factor();
        for (Duration idle = Duration.ZERO; idle.toSeconds() < 120; idle = idle.plus(Situations.TICK)) {
            observe();
        }
        assertThat(then).isGreaterThan(1.2);
        assertThat(learned.factor()).isLessThan(1.02);
    }

    /** Two prompts of 300 tokens, each in one of the steps, that take so many times what they are believed to. */
    private void prompts(double times) {
        engine.tokens(STEPS, times * (2 * step(300) + (STEPS - 2) * step(0)) / STEPS);
        engine.arrive(2)
                .firstToken(300, 0.1)
                .firstToken(300, 0.1)
                .end(300, 200, 0.02)
                .end(300, 200, 0.02);
        observe();
    }

    private void decoding() {
        scene.serve(1000, 500, 200);
        engine.arrive(DECODES);
        for (int i = 0; i < DECODES; i++) {
            engine.firstToken(500, 0.1);
        }
        observe();
        learned = StepExperience.NONE;
    }

    private double step(int prompt) {
        return MODEL.stepTime()
                .seconds(CLOCK, prompt, DECODES, Pace.of(scene.tick(), MODEL).meanContext());
    }

    private void observe() {
        Observation seen = scene.tick();
        learned = learned.after(seen, bench, MODEL, CLOCK);
        bench = bench.after(seen, CLOCK);
    }
}
