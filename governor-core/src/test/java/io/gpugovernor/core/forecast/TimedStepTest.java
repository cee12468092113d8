package io.gpugovernor.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.units.Megahertz;
import org.junit.jupiter.api.Test;

class TimedStepTest {
    private static final Megahertz CLOCK = new Megahertz(1500);
    private static final EngineModel MODEL = Models.h100();
    private static final double NOISE = 0.01;

    private static final TiltedScale GUESSED = TiltedScale.within(0.5, 0.1);
    private static final TiltedScale MEASURED = TiltedScale.within(0.01, 0.01);

    @Test
    void laysADelayToPrefillWherePromptsTakeTheTime() {
        Calibration after = taught(4000, GUESSED, GUESSED, 1.2);
        assertThat(at(after.prefill())).isBetween(1.1, 1.3);
        assertThat(at(after.decode())).isCloseTo(1, within(0.1));
    }

    @Test
    void laysADelayToDecodesWhereTheyAreAlone() {
        Calibration after = taught(0, GUESSED, GUESSED, 1.2);
        assertThat(at(after.decode())).isBetween(1.1, 1.3);
        assertThat(at(after.prefill())).isCloseTo(1, within(0.1));
    }

    @Test
    void laysADelayToTheFactorThatIsKnownLess() {
        assertThat(at(taught(700, MEASURED, GUESSED, 1.2).prefill())).isCloseTo(1, within(0.01));
        assertThat(at(taught(700, GUESSED, MEASURED, 1.2).decode())).isCloseTo(1, within(0.01));
    }

    @Test
    void explainsTheWholeDelayByBothFactorsTogether() {
        Calibration after = taught(700, GUESSED, GUESSED, 1.2);
        TimedStep same = step(700, 1.2);
        assertThat(same.residual(corrected(after))).isCloseTo(0, within(0.02));
    }

    @Test
    void leavesAFactorThatHasNoPartInTheStep() {
        assertThat(GUESSED.offBy(0.3, 0.04, CLOCK, MODEL.reference(), NOISE)).isEqualTo(GUESSED);
        assertThat(GUESSED.offBy(0.3, 0.06, CLOCK, MODEL.reference(), NOISE)).isNotEqualTo(GUESSED);
    }

    /** What a step that took {@code slower} times as long as modelled teaches, the factors known so well before. */
    private static Calibration taught(double prompts, TiltedScale prefill, TiltedScale decode, double slower) {
        Calibration known = Calibration.recalled(prefill, decode, GUESSED, GUESSED);
        StepTime believed = corrected(known);
        TimedStep step = step(prompts, slower);
        TimedStep.Delay delay = step.delay(believed, step.residual(believed), NOISE);
        return known.withPrefill(delay.prefill(known)).withDecode(delay.decode(known));
    }

    private static TimedStep step(double prompts, double slower) {
        double modelled = MODEL.stepTime().seconds(CLOCK, prompts, 20, 1000);
        return new TimedStep(CLOCK, slower * modelled, prompts, 20, 1000);
    }

    private static StepTime corrected(Calibration known) {
        return MODEL.stepTime().scaled(known.prefill(), known.decode());
    }

    private static double at(TiltedScale factor) {
        return factor.at(CLOCK, MODEL.reference());
    }
}
