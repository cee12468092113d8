package io.gpugovernor.sim.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.TinyHardware;
import io.gpugovernor.sim.gpu.SwitchTiming;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** On hardware of paper: a step of n tokens takes 12 ms + n ms / x. Rungs: 500, 600 ... 1000 MHz. */
class GreenLlmTest {
    private static final Duration COARSE = Duration.ofMillis(200);

    private final Workbench bench = new Workbench(TinyHardware.exact());

    private GreenLlm policy(int ttftMillis, int tbtMillis) {
        return GreenLlm.in(bench.insight(), Workbench.slo(ttftMillis, tbtMillis), SwitchTiming.DEFAULT);
    }

    @Test
    void restsAtTheLowestClockWhenThereIsNothingToDo() {
        assertThat(bench.ask(policy(1, 1)).clock()).isEqualTo(TinyHardware.LOWEST);
    }

    @Test
    void staysAtMaximumUntilTheCoarseLoopHasRun() {
        bench.submit(10, 1, 400).steps(3).look();
        Policy policy = policy(600, 30);
        Ruling early = bench.steps(1).ask(policy);
        Ruling later = bench.pass(COARSE).ask(early.next());

        assertThat(early.clock()).isEqualTo(TinyHardware.HIGHEST);
        assertThat(later.clock()).isEqualTo(new Megahertz(600));
    }

    @Test
    void takesAFineStepUpWhenTheTailPassesTheTarget() {
        bench.submit(10, 1, 1000).steps(3).look();
        Policy policy = policy(600, 30);
        Ruling coarse = bench.pass(COARSE).ask(policy);
        bench.twin.lock(TinyHardware.LOWEST);
        Ruling onlyDecoding = bench.pass(Duration.ofMillis(150)).look().steps(1).ask(coarse.next());
        Ruling raised = bench.steps(1).ask(onlyDecoding.next());

        // 32 ms a step at 500 MHz, against 30 ms.
        assertThat(coarse.clock()).isEqualTo(new Megahertz(600));
        assertThat(raised.clock()).isGreaterThan(new Megahertz(600));
    }

    @Test
    void stepsBackOnceTheTailIsRelaxed() {
        bench.submit(10, 1, 1000).steps(3).look();
        Policy policy = policy(600, 30);
        Ruling ruling = bench.pass(COARSE).ask(policy);
        bench.twin.lock(TinyHardware.LOWEST);
        for (int i = 0; i < 12; i++) {
            ruling = bench.steps(1).ask(ruling.next());
        }
        Megahertz raised = ruling.clock();
        bench.twin.lock(TinyHardware.HIGHEST);
        for (int i = 0; i < 60; i++) {
            ruling = bench.steps(1).ask(ruling.next());
        }

        assertThat(raised).isGreaterThan(new Megahertz(650));
        assertThat(ruling.clock()).isLessThan(raised);
    }

    @Test
    void prefillsWithinTheTargetAndAtMaximumIfNothingElseDoes() {
        bench.submit(1, 300, 2).look();
        Policy policy = policy(2000, 1000);
        Ruling coarse = bench.pass(COARSE).ask(policy);

        assertThat(coarse.clock()).isLessThan(TinyHardware.HIGHEST);
        assertThat(bench.ask(policy(320, 1000)).clock()).isEqualTo(TinyHardware.HIGHEST);
    }
}
