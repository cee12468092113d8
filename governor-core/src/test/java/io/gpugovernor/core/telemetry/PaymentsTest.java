package io.gpugovernor.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.given.ScriptedEngine;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PaymentsTest {
    private static final Duration TICK = Duration.ofMillis(250);

    private final ScriptedEngine engine = new ScriptedEngine();
    private EngineSnapshot last = engine.snapshot();
    private FirstTokenDebt debt = FirstTokenDebt.NONE;

    @Test
    void expectNothingOfWhomNobodyPaid() {
        assertThat(Payments.NONE.shareAbove(0.4, 0.25, 0.5)).isEqualTo(0.5);

        engine.arrive(1);
        tick();
        assertThat(debt.payments().shareAbove(0.4, 0.25, 0.5)).isEqualTo(0.5);
    }

    @Test
    void expectLongerWaitsOfWhoeverJoinedEarlier() {
        engine.arrive(1);
        tick();
        engine.firstToken(100, 0.3);
        tick();
        double oneWindowLater = debt.payments().shareAbove(0.4, 0.25, 0.5);

        engine.arrive(1);
        tick();
        tick();
        engine.firstToken(100, 0.45);
        tick();
        double twoWindowsLater = debt.payments().shareAbove(0.4, 0.25, 0.5);

        // Triangles over 0..0.5 and 0.25..0.75 s, cut to the bucket.
        assertThat(oneWindowLater).isCloseTo(0.16, within(1e-9));
        assertThat(twoWindowsLater).isCloseTo(0.64, within(1e-9));
    }

    @Test
    void knowWhoCameAndWasPaidWithinOneWindow() {
        tick();
        engine.arrive(1).firstToken(100, 0.1);
        tick();

        assertThat(debt.payments().shareAbove(0.125, 0, 0.25)).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void agreeWithDrawnMoments() {
        SplittableRandom random = new SplittableRandom(41);
        engine.arrive(2);
        tick();
        engine.arrive(1);
        tick();
        engine.arrive(1)
                .firstToken(100, 0.4)
                .firstToken(100, 0.4)
                .firstToken(100, 0.3)
                .firstToken(100, 0.1);
        tick();
        double tick = TICK.toMillis() / 1e3;
        double[] joined = {-2 * tick, -2 * tick, -tick, 0};
        int inside = 0;
        int above = 0;
        for (int i = 0; i < 400_000; i++) {
            double wait = random.nextDouble(tick) - joined[i % joined.length] - random.nextDouble(tick);
            inside += wait > 0.25 && wait <= 0.5 ? 1 : 0;
            above += wait > 0.4 && wait <= 0.5 ? 1 : 0;
        }
        // Two came in one window; the even spans that they are given by their order add up to an even one only nearly.
        assertThat(debt.payments().shareAbove(0.4, 0.25, 0.5))
                .as("seed 41")
                .isCloseTo(above / (double) inside, within(0.03));
    }

    private void tick() {
        EngineSnapshot now = engine.passes(TICK).snapshot();
        debt = debt.after(Window.between(last, now).orElseThrow(), now, ArrivalDispersion.UNKNOWN);
        last = now;
    }
}
