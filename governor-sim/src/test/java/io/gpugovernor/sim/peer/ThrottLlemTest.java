package io.gpugovernor.sim.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.TinyHardware;
import io.gpugovernor.sim.gpu.SwitchTiming;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** On hardware of paper: a step of n tokens takes 12 ms + n ms / x. Rungs: 500, 600 ... 1000 MHz. */
class ThrottLlemTest {
    private final Workbench bench = new Workbench(TinyHardware.exact());

    private ThrottLlem policy(int ttftMillis, int tbtMillis) {
        return ThrottLlem.in(bench.insight(), Workbench.slo(ttftMillis, tbtMillis), SwitchTiming.DEFAULT);
    }

    @Test
    void goesToMaximumForARequestThatIsLost() {
        bench.submit(1, 500, 2).look();

        assertThat(bench.ask(policy(600, 1000)).clock()).isEqualTo(new Megahertz(1000));
        assertThat(bench.ask(policy(5000, 1000)).clock()).isEqualTo(TinyHardware.LOWEST);
        // 512 ms at full clock cannot keep 300 ms.
        assertThat(bench.ask(policy(300, 1000)).clock()).isEqualTo(TinyHardware.HIGHEST);
    }

    @Test
    void restsAtTheLowestClockWhenThereIsNothingToDo() {
        assertThat(bench.ask(policy(1, 1)).clock()).isEqualTo(TinyHardware.LOWEST);
    }

    @Test
    void takesTheLowestClockAtWhichTheMeanIterationKeepsTheTarget() {
        bench.submit(10, 1, 100).steps(3).look().steps(1);

        assertThat(bench.ask(policy(600, 30)).clock()).isEqualTo(new Megahertz(600));
    }

    @Test
    void knowsThatTheBatchEmptiesAsShortRequestsEnd() {
        bench.submit(9, 1, 10).submit(1, 1, 200).steps(3).look().steps(1);

        // The batch of ten takes 32 ms at 500 MHz, but only for a few of the 200 iterations.
        assertThat(bench.ask(policy(600, 30)).clock()).isEqualTo(TinyHardware.LOWEST);
    }

    @Test
    void hurriesARequestThatIsBehindItsDeadline() {
        bench.submit(1, 1, 100).steps(50).look().steps(1);
        Megahertz relaxed = bench.ask(policy(600, 14)).clock();
        // The engine stands still as far as the request can tell: it is late by what a busy prefill took.
        bench.submit(1, 600, 1).steps(2);
        Megahertz late = bench.ask(policy(600, 14)).clock();

        assertThat(relaxed).isLessThan(TinyHardware.HIGHEST);
        assertThat(late).isEqualTo(TinyHardware.HIGHEST);
    }

    @Test
    void leavesTimeOutOfTheTargetForTheSwitchItself() {
        bench.submit(1, 300, 2).look();

        // 555 ms of 600 ms are left; 12 ms + 300 ms / 0.55 would just be 557 ms.
        assertThat(bench.ask(policy(600, 5000)).clock()).isEqualTo(new Megahertz(600));
        bench.pass(Duration.ofMillis(1));
        assertThat(bench.ask(policy(10_000, 5000)).clock()).isEqualTo(TinyHardware.LOWEST);
    }
}
