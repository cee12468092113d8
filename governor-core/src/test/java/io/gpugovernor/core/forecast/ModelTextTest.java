package io.gpugovernor.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ModelTextTest {
    private static final String TEXT = ModelText.of(any(new SplittableRandom(1)));

    @Test
    void givesEveryNumberBackToTheLastBit() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 500; i++) {
            EngineModel model = any(random);
            EngineModel back = ModelText.parse("# for people\n" + ModelText.of(model));
            assertThat(back.stepTime()).isEqualTo(model.stepTime());
            assertThat(back.stepTokens()).isEqualTo(model.stepTokens());
            assertThat(back.firstTokenOverhead()).isEqualTo(model.firstTokenOverhead());
            assertThat(ModelText.of(back)).isEqualTo(ModelText.of(model));
        }
    }

    @Test
    void namesALineThatIsMissing() {
        assertThatThrownBy(() -> ModelText.parse(TEXT.replaceAll("(?m)^knee .*\n", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a model needs a line knee");
    }

    @Test
    void refusesSeveralNumbersWhereThereIsOne() {
        assertThatThrownBy(() -> ModelText.parse(TEXT.replaceAll("(?m)^(knee .*)$", "$1 2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("knee is one number, not 2");
    }

    @Test
    void refusesCurvesOfUnequalLength() {
        assertThatThrownBy(() -> ModelText.parse(TEXT.replaceAll("(?m)^(idleWatts .*)$", "$1 2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one value of each curve");
    }

    private static EngineModel any(SplittableRandom random) {
        int points = random.nextInt(1, 12);
        int[] clocks = new int[points];
        for (int i = 0; i < points; i++) {
            clocks[i] = 300 + 100 * i + random.nextInt(100);
        }
        StepTime step = new StepTime(
                new Megahertz(clocks[points - 1]),
                random.nextDouble(),
                random.nextDouble(),
                random.nextDouble() / 1e4,
                random.nextDouble(),
                random.nextDouble() / 1e7,
                random.nextDouble(0.1, 0.9),
                random.nextDouble(0.01, 0.1),
                new Megahertz(clocks[points - 1]));
        PowerModel power = new PowerModel(clocks, watts(random, points), watts(random, points), watts(random, points));
        return new EngineModel(
                step,
                power,
                Duration.ofNanos(random.nextInt(50_000_000)),
                random.nextInt(1, 100_000),
                random.nextInt(1, 1000));
    }

    private static double[] watts(SplittableRandom random, int points) {
        return random.doubles(points, 50, 5000).toArray();
    }
}
