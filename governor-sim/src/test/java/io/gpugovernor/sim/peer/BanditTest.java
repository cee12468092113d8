package io.gpugovernor.sim.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.units.Megahertz;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BanditTest {
    private static final ClockTable TABLE = ClockTable.evenly(new Megahertz(210), new Megahertz(2100), 15);
    private static final Ladder LADDER = Ladder.within(TABLE, TABLE.min(), TABLE.max(), 210);
    private static final double[] BIAS = {1};

    private final Bandit fresh = Bandit.over(LADDER, 1);

    @Test
    void triesWhatIsUnknownFromTheTop() {
        assertThat(fresh.choose(BIAS)).isEqualTo(new Megahertz(2100));
        Bandit disappointed = fresh.rewarded(new Megahertz(2100), -1, BIAS, TABLE);
        assertThat(disappointed.choose(BIAS)).isEqualTo(new Megahertz(1890));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void settlesOnTheClockThatEarnsMost(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Bandit bandit = fresh;
        int nearBest = 0;
        for (int i = 0; i < 500; i++) {
            Megahertz clock = bandit.choose(BIAS);
            double reward = 1 - Math.abs(clock.value() - 1260) / 1000.0 + 0.05 * random.nextGaussian();
            bandit = bandit.rewarded(clock, reward, BIAS, TABLE);
            nearBest += i >= 400 && Math.abs(clock.value() - 1260) <= 210 ? 1 : 0;
        }

        assertThat(nearBest).as("seed %d", seed).isGreaterThan(90);
    }

    @Test
    void prunesAClockAfterAHopelessReward() {
        Bandit pruned = fresh.rewarded(new Megahertz(1260), -1.3, BIAS, TABLE);

        assertThat(pruned.arms())
                .doesNotContainKey(new Megahertz(1260))
                .hasSize(LADDER.rungs().size() - 1);
    }

    @Test
    void takesAllLowerClocksWithALowOne() {
        Bandit pruned = fresh.rewarded(new Megahertz(630), -1.3, BIAS, TABLE);

        assertThat(pruned.arms().firstKey()).isEqualTo(new Megahertz(840));
    }

    @Test
    void keepsAtLeastOneClock() {
        Bandit bandit = fresh;
        for (int round = 0; round < 50; round++) {
            bandit = bandit.rewarded(bandit.choose(BIAS), -2, BIAS, TABLE);
        }

        assertThat(bandit.arms()).hasSize(1);
    }

    @Test
    void prunesWhatIsClearlyInferiorAfterSixTries() {
        Bandit bandit = fresh.rewarded(new Megahertz(2100), 1, BIAS, TABLE);
        for (int tries = 0; tries < 5; tries++) {
            bandit = bandit.rewarded(new Megahertz(1050), -0.5 + 0.01 * (tries % 2), BIAS, TABLE);
        }
        assertThat(bandit.arms()).containsKey(new Megahertz(1050));
        bandit = bandit.rewarded(new Megahertz(1050), -0.5, BIAS, TABLE);

        assertThat(bandit.arms()).doesNotContainKey(new Megahertz(1050));
    }

    @Test
    void looksAtTheStepsBesideTheBestAfterAHundredRounds() {
        Bandit bandit = fresh;
        for (int round = 0; round < 100; round++) {
            bandit = bandit.rewarded(new Megahertz(1260), 0.5, BIAS, TABLE);
        }

        assertThat(bandit.arms()).containsKeys(new Megahertz(1230), new Megahertz(1245), new Megahertz(1275));
    }
}
