package io.gpugovernor.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.given.ScriptedEngine;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MissesTest {
    /** The engine's buckets around it end at 25 and 50 ms. */
    private static final Slo SLO = Slo.of(Duration.ofSeconds(1), Duration.ofMillis(48), new Ratio(0.99));

    private final Random random = new Random(11);
    private final ScriptedEngine engine = new ScriptedEngine();
    private Misses misses = Misses.NONE;
    private double counted;
    private int over;

    @Test
    void areCountedWhereAllThatEndTogetherAreJustOverTheTarget() {
        windows(100, 0.045);
        assertThat(over).isZero();
        assertThat(counted).isLessThan(25);
        windows(40, 0.0493);
        assertThat(over).isGreaterThan(180);
        assertThat(counted).isBetween(0.6 * over, 1.1 * over);
    }

    @Test
    void areFewWhereAllThatEndTogetherAreWellInsideTheTarget() {
        windows(400, 0.04);
        assertThat(over).isZero();
        assertThat(counted).isLessThan(5);
    }

    /** Five requests end in each of so many windows, with times between tokens that are a percent or two apart. */
    private void windows(int count, double secondsBetweenTokens) {
        counted = 0;
        over = 0;
        for (int i = 0; i < count; i++) {
            EngineSnapshot before = engine.snapshot();
            for (int request = 0; request < 5; request++) {
                double tbt = secondsBetweenTokens + 0.0005 * random.nextGaussian();
                over += tbt > 0.048 ? 1 : 0;
                engine.arrive(1).firstToken(100, 0.05).end(100, 500, tbt);
            }
            EngineSnapshot after = engine.passes(Duration.ofMillis(250)).snapshot();
            misses = misses.after(Window.between(before, after).orElseThrow(), SLO, Payments.NONE);
            counted += misses.total();
        }
    }
}
