package io.gpugovernor.sim.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.TinyHardware;
import io.gpugovernor.sim.gpu.EngineLimits;
import io.gpugovernor.sim.gpu.SwitchTiming;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** On hardware of paper: a step of n tokens takes 12 ms + n ms / x. Rungs: 500, 600 ... 1000 MHz. */
class VoltanaTest {
    private final Workbench bench = new Workbench(TinyHardware.exact());

    private Voltana policy(Workbench on, int ttftMillis, int tbtMillis) {
        return Voltana.in(on.insight(), Workbench.slo(ttftMillis, tbtMillis), SwitchTiming.DEFAULT);
    }

    @Test
    void goesToMaximumWhenAnyRequestWaits() {
        Workbench narrow = new Workbench(TinyHardware.with(new EngineLimits(2048, 1, 100_000)));
        narrow.submit(2, 1, 100).steps(2).look().steps(1);

        assertThat(narrow.ask(policy(narrow, 5000, 5000)).clock()).isEqualTo(TinyHardware.HIGHEST);
    }

    @Test
    void restsAtTheLowestClockWhenThereIsNothingToDo() {
        assertThat(bench.ask(policy(bench, 1, 1)).clock()).isEqualTo(TinyHardware.LOWEST);
    }

    @Test
    void decodesAtTheLowestClockThatKeepsTheTarget() {
        bench.submit(10, 1, 100).steps(3).look().steps(1);

        // 12 ms + 10 ms / 0.6 = 28.7 ms; at 500 MHz it would be 32 ms.
        assertThat(bench.ask(policy(bench, 600, 30)).clock()).isEqualTo(new Megahertz(600));
        assertThat(bench.ask(policy(bench, 600, 33)).clock()).isEqualTo(new Megahertz(500));
        assertThat(bench.ask(policy(bench, 600, 10)).clock()).isEqualTo(TinyHardware.HIGHEST);
    }

    @Test
    void takesTheLongestWaitOffTheTimeForPrefill() {
        bench.submit(1, 300, 2).look();

        // 600 ms less 5 ms to the client and 40 ms for a switch leave 555 ms for 12 ms + 300 ms / x.
        assertThat(bench.ask(policy(bench, 600, 1000)).clock()).isEqualTo(new Megahertz(600));

        // The second prompt is 212 ms old when its step begins; 343 ms are left for 12 ms + 201 ms / x.
        bench.pass(Duration.ofMillis(100));
        bench.submit(1, 200, 2).steps(1);
        assertThat(bench.ask(policy(bench, 600, 1000)).clock()).isEqualTo(new Megahertz(700));
    }

    @Test
    void takesTheHigherOfTheClocksForPrefillAndDecode() {
        bench.submit(10, 1, 100).steps(3).look().steps(1);
        bench.submit(1, 300, 2).steps(1);

        assertThat(bench.ask(policy(bench, 600, 1000)).clock())
                .isGreaterThan(bench.ask(policy(bench, 5000, 1000)).clock());
    }

    @Test
    void leavesRoomForThePromptsThatStretchTheGapsBetweenTokens() {
        bench.submit(10, 1, 100).steps(3).look();
        bench.submit(1, 30, 2).steps(2);

        // The last gap was 12 ms + 40 ms: more than twice a decode step alone, so 33 ms asks for more than 500 MHz.
        assertThat(bench.ask(policy(bench, 600, 33)).clock()).isGreaterThan(new Megahertz(500));
    }
}
