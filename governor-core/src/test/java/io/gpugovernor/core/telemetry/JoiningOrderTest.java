package io.gpugovernor.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.given.ScriptedEngine;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JoiningOrderTest {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final double TICK_NANOS = TICK.toNanos();
    private static final int ROUNDS = 20_000;

    @Test
    void knowsNothingOfAnOnlyRequestButItsWindow() {
        JoiningOrder order = order(1, ArrivalDispersion.UNKNOWN);
        assertThat(order.earliest(1)).isZero();
        assertThat(order.latest(1)).isEqualTo(TICK.toNanos());
    }

    @Test
    void liesAroundWhereRequestsThatComeIndependentlyJoinedAndIsAboutAsWideAsTheyScatter() {
        Random random = new Random(83);
        for (int arrivals : new int[] {2, 3, 7, 20}) {
            JoiningOrder order = order(arrivals, ArrivalDispersion.UNKNOWN);
            double[] sum = new double[arrivals];
            double[] squares = new double[arrivals];
            for (int round = 0; round < ROUNDS; round++) {
                double[] joined = random.doubles(arrivals)
                        .map(share -> share * TICK_NANOS)
                        .toArray();
                Arrays.sort(joined);
                for (int i = 0; i < arrivals; i++) {
                    sum[i] += joined[i];
                    squares[i] += joined[i] * joined[i];
                }
            }
            for (int i = 0; i < arrivals; i++) {
                double mean = sum[i] / ROUNDS;
                double scatter = Math.sqrt(squares[i] / ROUNDS - mean * mean);
                double width = order.latest(i + 1) - order.earliest(i + 1);
                String place = (i + 1) + " of " + arrivals;
                assertThat((order.earliest(i + 1) + order.latest(i + 1)) / 2.0)
                        .as(place)
                        .isCloseTo(mean, within(0.05 * TICK_NANOS));
                assertThat(width / Math.sqrt(12)).as(place).isBetween(0.75 * scatter, 1.03 * scatter);
            }
        }
    }

    @Test
    void saysLittleOfRequestsThatComeInBursts() {
        JoiningOrder even = order(8, ArrivalDispersion.UNKNOWN);
        JoiningOrder bursts = order(8, new ArrivalDispersion(800, 100));
        assertThat(bursts.earliest(8)).isLessThan(even.earliest(8) - TICK.toNanos() / 5);
        assertThat(bursts.latest(1)).isGreaterThan(even.latest(1) + TICK.toNanos() / 5);
    }

    @Test
    void countsOnNoMoreThanIndependenceWhereRequestsComeLikeAClock() {
        JoiningOrder clockwork = order(8, new ArrivalDispersion(0, 100));
        JoiningOrder even = order(8, ArrivalDispersion.UNKNOWN);
        assertThat(clockwork.earliest(8)).isEqualTo(even.earliest(8));
    }

    private static JoiningOrder order(int arrivals, ArrivalDispersion dispersion) {
        ScriptedEngine engine = new ScriptedEngine();
        EngineSnapshot before = engine.snapshot();
        EngineSnapshot after = engine.arrive(arrivals).passes(TICK).snapshot();
        return new JoiningOrder(Window.between(before, after).orElseThrow(), dispersion);
    }
}
