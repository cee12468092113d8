package io.gpugovernor.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.ScriptedEngine;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.units.Megahertz;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MixedStepsTest {
    private static final Megahertz CLOCK = new Megahertz(1500);
    private static final EngineModel MODEL = Models.h100();
    private static final int DECODES = 40;
    private static final int STEPS = 4;
    /** By as much a model may be off, and somewhat more while it learns. */
    private static final double DOUBT = 0.25;

    private final Situations scene = new Situations();
    private final ScriptedEngine engine = scene.engine();
    private Calibration calibration = Calibration.starting(Calibration.Prior.ASSUMED);
    private double watts;

    @BeforeEach
    void neverWithoutPrompts() {
        scene.serve(1000, 500, 200);
        engine.arrive(DECODES);
        for (int i = 0; i < DECODES; i++) {
            engine.firstToken(500, 0.1);
        }
        observe();
    }

    @Test
    void findsOutThatStepsAreSlow() {
        windows(50, 100, 0.09);
        assertThat(Math.log(0.09 / step(100))).isBetween(0.0, DOUBT);
    }

    @Test
    void findsOutThatStepsAreFast() {
        windows(50, 100, 0.003);
        assertThat(Math.log(0.003 / step(100))).isBetween(-DOUBT, 0.0);
    }

    @Test
    void laysItToPrefillWherePromptsFillTheSteps() {
        windows(100, 3800, 0.3);
        double prefill = calibration.prefill().at(CLOCK, MODEL.reference());
        assertThat(prefill).isGreaterThan(1.8);
        assertThat(calibration.decode().at(CLOCK, MODEL.reference())).isLessThan(prefill / 1.5);
    }

    @Test
    void laysItToDecodesWherePromptsAreShort() {
        windows(50, 4, 0.09);
        double decode = calibration.decode().at(CLOCK, MODEL.reference());
        assertThat(decode).isGreaterThan(3);
        assertThat(calibration.prefill().at(CLOCK, MODEL.reference())).isLessThan(decode / 2);
    }

    @Test
    void learnsFromOnePromptThatIsTooShortToTellAlone() {
        for (int i = 0; i < 50; i++) {
            engine.tokens(STEPS, 0.09).arrive(1).firstToken(100, 0.1).end(100, 200, 0.02);
            observe();
        }
        assertThat(Math.log(0.09 / step(50))).isBetween(0.0, DOUBT);
    }

    @Test
    void leavesAModelThatIsAboutRight() {
        Calibration before = calibration;
        double right = step(100);
        windows(50, 100, 1.12 * right);
        windows(50, 100, 0.88 * right);
        assertThat(calibration.correctsAs(before)).isTrue();
    }

    @Test
    void learnsNothingWhileMoreIsOwedFromWindowToWindow() {
        Calibration before = calibration;
        for (int i = 0; i < 50; i++) {
            engine.arrive(1);
            window(100, 0.09);
        }
        assertThat(calibration.correctsAs(before)).isTrue();
    }

    @Test
    void learnsNothingFromASingleStep() {
        Calibration before = calibration;
        for (int i = 0; i < 50; i++) {
            engine.tokens(1, 0.09);
            promptsOf(100);
            observe();
        }
        assertThat(calibration.correctsAs(before)).isTrue();
    }

    @Test
    void findsOutWhatABusyEngineDraws() {
        watts = 2 * drawn();
        windows(100, 100, step(100));
        assertThat(Math.log(watts / drawn())).isBetween(0.0, DOUBT);
    }

    @Test
    void leavesPowerThatNoGpuTells() {
        TiltedScale before = calibration.busyPower();
        windows(50, 100, 0.09);
        assertThat(calibration.busyPower()).isEqualTo(before);
    }

    /** Seconds that a step is believed to take, with its part of the tokens of two prompts. */
    private double step(int prompt) {
        double context = Pace.of(scene.tick(), MODEL).meanContext();
        return MODEL.corrected(calibration).stepTime().seconds(CLOCK, 2.0 * prompt / STEPS, DECODES, context);
    }

    private double drawn() {
        double step = step(100);
        EngineModel corrected = MODEL.corrected(calibration);
        double arithmetic = corrected.stepTime().at(CLOCK).computeShare(DECODES + 2.0 * 100 / STEPS, step);
        return corrected.power().busyWatts(CLOCK, arithmetic);
    }

    private void windows(int count, int prompt, double stepSeconds) {
        for (int i = 0; i < count; i++) {
            window(prompt, stepSeconds);
        }
    }

    /** Two requests come and two end, beside those that decode. */
    private void window(int prompt, double stepSeconds) {
        engine.tokens(STEPS, stepSeconds);
        promptsOf(prompt);
        observe();
    }

    private void promptsOf(int tokens) {
        engine.arrive(2).firstToken(tokens, 0.1).firstToken(tokens, 0.1);
        engine.end(tokens, 200, 0.02).end(tokens, 200, 0.02);
    }

    private void observe() {
        calibration = calibration.after(scene.tick(), MODEL, new Applied(CLOCK, watts, false));
    }
}
