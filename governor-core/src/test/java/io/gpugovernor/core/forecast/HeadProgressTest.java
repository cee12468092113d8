package io.gpugovernor.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Megahertz;
import org.junit.jupiter.api.Test;

class HeadProgressTest {
    private static final Megahertz LOW = new Megahertz(450);
    private static final Megahertz HIGH = new Megahertz(1980);

    private final Situations scene = Situations.afterBursts(3, 1000);
    private final SwitchExperience steady = SwitchExperience.expecting(Models.CADENCE);
    private HeadProgress progress = HeadProgress.NONE;

    @Test
    void countsNothingWhileNothingIsOwed() {
        assertThat(after(scene.tick(), LOW, steady)).isEqualTo(HeadProgress.NONE);
    }

    @Test
    void sumsWhatEachClockComputed() {
        scene.engine().arrive(1);
        double half = after(scene.tick(), LOW, steady).tokens();
        double slow = after(scene.tick(), LOW, steady).tokens() - half;
        double fast = after(scene.tick(), HIGH, steady).tokens() - half - slow;
        assertThat(half).as("it came in the middle of its window").isEqualTo(slow / 2, within(slow / 20));
        assertThat(fast).isGreaterThan(3 * slow);
    }

    @Test
    void countsTheTransitionAtTheClockBefore() {
        scene.engine().arrive(1);
        Observation first = scene.tick();
        after(first, LOW, steady);
        double before = progress.tokens();
        SwitchExperience raised = steady.changing(LOW, HIGH, first.at());
        Observation next = scene.tick();
        double changing = progress.after(next, Models.h100(), HIGH, raised).tokens() - before;
        double steadily = progress.after(next, Models.h100(), HIGH, steady).tokens() - before;
        assertThat(changing).isBetween(0.7 * steadily, 0.85 * steadily);
    }

    @Test
    void beginsAnewWithTheNextInLine() {
        scene.engine().arrive(2);
        after(scene.tick(), LOW, steady);
        double first = after(scene.tick(), LOW, steady).tokens();
        scene.engine().firstToken(500, 0.15);
        assertThat(after(scene.tick(), LOW, steady).tokens()).isLessThan(first).isPositive();
    }

    private HeadProgress after(Observation seen, Megahertz clock, SwitchExperience switching) {
        progress = progress.after(seen, Models.h100(), clock, switching);
        return progress;
    }
}
