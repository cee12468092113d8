package io.gpugovernor.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.given.Tally;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MissesTest {
    private static final double[] VLLM = {0.25, 0.5, 0.75, 1, 2.5};
    private static final Duration TARGET = Duration.ofMillis(600);

    @Test
    void areNoneInAnEmptyWindow() {
        assertThat(Misses.over(TARGET, Histogram.EMPTY)).isZero();
    }

    @Test
    void areExactWhereABoundEqualsTheTarget() {
        Random random = new Random(23);
        Duration half = Duration.ofMillis(500);
        for (int round = 0; round < 500; round++) {
            Tally tally = new Tally(VLLM);
            long late = 0;
            for (int i = random.nextInt(20); i > 0; i--) {
                double latency = random.nextDouble();
                tally.add(latency);
                late += latency > 0.5 ? 1 : 0;
            }
            assertThat(Misses.over(half, tally.histogram())).isEqualTo(late);
        }
    }

    @Test
    void areExactForASingleLatencyAnywhereInItsBucket() {
        assertThat(Misses.over(TARGET, Tally.of(VLLM, 0.5999))).isZero();
        assertThat(Misses.over(TARGET, Tally.of(VLLM, 0.6))).isZero();
        assertThat(Misses.over(TARGET, Tally.of(VLLM, 0.6001))).isEqualTo(1);
    }

    @Test
    void areJudgedTogetherByTheirMeanAroundTheTarget() {
        assertThat(Misses.over(TARGET, Tally.of(VLLM, 0.55, 0.58))).isZero();
        assertThat(Misses.over(TARGET, Tally.of(VLLM, 0.65, 0.7))).isEqualTo(2);
    }

    @Test
    void includeThoseThatAreCertainlyLate() {
        assertThat(Misses.over(TARGET, Tally.of(VLLM, 0.55, 0.875, 1.75))).isEqualTo(2);
    }

    @Test
    void areJudgedByTheMeanAlsoBeyondTheLastBound() {
        double[] coarse = {0.1};
        assertThat(Misses.over(TARGET, Tally.of(coarse, 0.65, 0.7))).isEqualTo(2);
        assertThat(Misses.over(TARGET, Tally.of(coarse, 0.4, 0.5))).isZero();
        assertThat(Misses.over(TARGET, Tally.of(new double[0], 0.65, 0.7))).isEqualTo(2);
    }

    @Test
    void neverLieOutsideWhatTheBucketsProve() {
        Random random = new Random(29);
        for (int round = 0; round < 1000; round++) {
            Tally tally = new Tally(VLLM);
            for (int i = random.nextInt(12); i > 0; i--) {
                tally.add(3 * random.nextDouble() * random.nextDouble());
            }
            Histogram histogram = tally.histogram();
            assertThat(Misses.over(TARGET, histogram))
                    .isBetween(histogram.certainlyAbove(0.6), histogram.possiblyAbove(0.6));
        }
    }
}
