package io.gpugovernor.sim.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.TinyHardware;
import io.gpugovernor.sim.gpu.EngineLimits;
import io.gpugovernor.sim.gpu.SwitchTiming;
import org.junit.jupiter.api.Test;

/** On hardware of paper: a step of n tokens takes 12 ms + n ms / x. Levels: 500, 550 ... 700, 800 ... 1000 MHz. */
class BiScaleTest {
    private final Workbench bench = new Workbench(TinyHardware.exact());

    private BiScale policy(Workbench on, int ttftMillis, int tbtMillis) {
        return BiScale.in(on.insight(), Workbench.slo(ttftMillis, tbtMillis), SwitchTiming.DEFAULT);
    }

    @Test
    void goesToMaximumWhenTheKvCacheIsFourFifthsFull() {
        Workbench small = new Workbench(TinyHardware.with(new EngineLimits(100, 64, 1000)));
        small.submit(1, 780, 50).steps(9).look().steps(1);
        assertThat(small.twin.engine().kvUsage().value()).isLessThan(0.8);
        assertThat(small.ask(policy(small, 60_000, 1000)).clock()).isEqualTo(TinyHardware.LOWEST);

        small.steps(30);
        assertThat(small.twin.engine().kvUsage().value()).isGreaterThanOrEqualTo(0.8);
        assertThat(small.ask(policy(small, 60_000, 1000)).clock()).isEqualTo(TinyHardware.HIGHEST);
    }

    @Test
    void restsAtTheLowestLevelWhenThereIsNothingToDo() {
        assertThat(bench.ask(policy(bench, 1, 1)).clock()).isEqualTo(TinyHardware.LOWEST);
    }

    @Test
    void decodesWithLeastPowerFivePercentInsideTheTarget() {
        bench.submit(10, 1, 100).steps(3).look().steps(1);

        // 28.7 ms at 600 MHz would keep 30 ms, but not 28.5 ms.
        assertThat(bench.ask(policy(bench, 600, 30)).clock()).isEqualTo(new Megahertz(650));
        assertThat(bench.ask(policy(bench, 600, 10)).clock()).isEqualTo(TinyHardware.HIGHEST);
    }

    @Test
    void plansPrefillForNineTenthsOfWhatIsLeftOfTheTarget() {
        bench.submit(1, 300, 2).look();

        // 0.9 * 555 ms leave 499.5 ms for 12 ms + 300 ms / x.
        assertThat(bench.ask(policy(bench, 600, 1000)).clock()).isEqualTo(new Megahertz(650));
        assertThat(bench.ask(policy(bench, 320, 1000)).clock()).isEqualTo(TinyHardware.HIGHEST);
        assertThat(bench.ask(policy(bench, 5000, 1000)).clock()).isEqualTo(TinyHardware.LOWEST);
    }

    @Test
    void spreadsTheTimeOverTheBatchesOfTheQueue() {
        Workbench chunked = new Workbench(TinyHardware.with(new EngineLimits(100, 64, 100_000)));
        chunked.submit(3, 100, 2).look();

        // Three batches of 112 ms each at full clock, 212 ms at the lowest.
        assertThat(chunked.ask(policy(chunked, 1000, 5000)).clock()).isEqualTo(TinyHardware.LOWEST);
        // 0.9 * 435 ms leave 391.5 ms: the first at 650 MHz takes 166 ms, then two at full clock.
        assertThat(chunked.ask(policy(chunked, 480, 5000)).clock()).isEqualTo(new Megahertz(650));
    }
}
