package io.gpugovernor.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ModelFitTest {
    private static final int[] CLOCKS = {345, 600, 900, 1200, 1500, 1755, 1980};
    private static final Duration OVERHEAD = Duration.ofMillis(5);

    @Test
    void explainsThePointsOfItsOwnFormula() {
        EngineModel fitted = ModelFit.fit(points(0, new Random(1)), idle(), Models.HIGHEST, 2048, 256);
        for (Measurement point : points(0, new Random(1))) {
            double measured = Durations.seconds(point.time());
            assertThat(modelled(fitted, point)).isEqualTo(measured, within(0.01 * measured));
        }
    }

    @Test
    void recoversTheParametersThatThePointsTellApart() {
        StepTime fitted = ModelFit.fit(points(0, new Random(1)), idle(), Models.HIGHEST, 2048, 256)
                .stepTime();
        assertThat(fitted.perToken() + fitted.exchange()).isEqualTo(5e-5, within(0.03 * 5e-5));
        assertThat(fitted.weights() + fitted.fixed()).isEqualTo(10e-3, within(0.05 * 10e-3));
        assertThat(fitted.perContextToken()).isEqualTo(1e-7, within(0.1 * 1e-7));
        assertThat(fitted.knee()).isEqualTo(0.6, within(0.05));
        assertThat(fitted.throttle().value()).isBetween(1650, 1755);
    }

    @Test
    void predictsPointsItNeverSawWhileMeasurementsAreNoisy() {
        EngineModel fitted = ModelFit.fit(points(0.02, new Random(53)), idle(), Models.HIGHEST, 2048, 256);
        for (int clock : new int[] {480, 1050, 1650}) {
            for (int sequences : new int[] {3, 24}) {
                double truth = Durations.seconds(Models.STEP_TIME.step(new Megahertz(clock), 0, sequences, 1500));
                assertThat(Durations.seconds(fitted.stepTime().step(new Megahertz(clock), 0, sequences, 1500)))
                        .as("%s MHz, %s sequences", clock, sequences)
                        .isEqualTo(truth, within(0.04 * truth));
            }
        }
    }

    @Test
    void takesThePowerCurvesAsMeasured() {
        PowerModel power = ModelFit.fit(points(0, new Random(1)), idle(), Models.HIGHEST, 2048, 256)
                .power();
        for (int clock : CLOCKS) {
            Megahertz f = new Megahertz(clock);
            assertThat(power.idle(f)).isEqualTo(Models.POWER.idle(f));
            assertThat(power.busy(f)).isEqualTo(Models.POWER.busy(f));
            assertThat(power.busyWatts(f, 0)).isEqualTo(Models.POWER.busyWatts(f, 0));
        }
    }

    @Test
    void isTheSameEveryTime() {
        List<Measurement> points = points(0.02, new Random(59));
        assertThat(ModelFit.fit(points, idle(), Models.HIGHEST, 2048, 256).stepTime())
                .isEqualTo(
                        ModelFit.fit(points, idle(), Models.HIGHEST, 2048, 256).stepTime());
    }

    @Test
    void refusesMeasurementsThatLeaveAClockOut() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFit.fit(List.of(), idle(), Models.HIGHEST, 2048, 256))
                .withMessageContaining("no measurements");
        List<Measurement> decodesOnly = points(0, new Random(1)).stream()
                .filter(point -> point.prefillTokens() == 0)
                .toList();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFit.fit(decodesOnly, idle(), Models.HIGHEST, 2048, 256))
                .withMessageContaining("no prefill was measured at 345MHz");
    }

    private static double modelled(EngineModel model, Measurement point) {
        Duration step =
                model.stepTime().step(point.clock(), point.prefillTokens(), point.sequences(), point.meanContext());
        return Durations.seconds(point.prefillTokens() > 0 ? step.plus(model.firstTokenOverhead()) : step);
    }

    private static List<Measurement> points(double noise, Random random) {
        List<Measurement> points = new ArrayList<>();
        for (int clock : CLOCKS) {
            Megahertz f = new Megahertz(clock);
            for (int prompt : new int[] {128, 512, 1024, 2048}) {
                points.add(measured(f, prompt, 0, noise, random));
            }
            for (int sequences : new int[] {1, 8, 32, 64}) {
                points.add(measured(f, 0, sequences, noise, random));
            }
        }
        return points;
    }

    private static Measurement measured(Megahertz clock, int prompt, int sequences, double noise, Random random) {
        Duration step = Models.STEP_TIME.step(clock, prompt, sequences, 1000);
        Duration time = prompt > 0 ? step.plus(OVERHEAD) : step;
        double factor = 1 + noise * random.nextGaussian();
        return new Measurement(
                clock,
                prompt,
                sequences,
                1000,
                Durations.ofSeconds(Durations.seconds(time) * factor),
                prompt > 0 ? Models.POWER.busy(clock) : new Watts(Models.POWER.busyWatts(clock, 0)));
    }

    private static Map<Megahertz, Watts> idle() {
        Map<Megahertz, Watts> idle = new TreeMap<>();
        for (int clock : CLOCKS) {
            idle.put(new Megahertz(clock), Models.POWER.idle(new Megahertz(clock)));
        }
        return idle;
    }
}
