package io.gpugovernor.sim.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.sim.TinyHardware;
import org.junit.jupiter.api.Test;

class AgftTest {
    private final Workbench bench = new Workbench(TinyHardware.exact());

    @Test
    void measuresItsBaselineAtFullClockForTenWindows() {
        bench.submit(4, 10, 5000).pass(Agft.PERIOD).look();
        Policy policy = Agft.starting();
        // The first window only reads the meter.
        for (int window = 0; window < 11; window++) {
            Ruling ruling = bench.pass(Agft.PERIOD).ask(policy);
            assertThat(ruling.clock()).isEqualTo(TinyHardware.HIGHEST);
            policy = ruling.next();
        }
    }

    @Test
    void triesOtherClocksAfterThat() {
        bench.submit(4, 10, 20_000).pass(Agft.PERIOD).look();
        Policy policy = Agft.starting();
        boolean lowered = false;
        for (int window = 0; window < 40; window++) {
            Ruling ruling = bench.pass(Agft.PERIOD).ask(policy);
            bench.twin.lock(ruling.clock());
            lowered |= ruling.clock().isBelow(TinyHardware.HIGHEST);
            policy = ruling.next();
        }

        assertThat(lowered).isTrue();
    }

    @Test
    void goesToTheLowestClockAfterThreeEmptyWindows() {
        Ruling first = bench.pass(Agft.PERIOD).ask(Agft.starting());
        Ruling second = bench.pass(Agft.PERIOD).ask(first.next());
        Ruling third = bench.pass(Agft.PERIOD).ask(second.next());

        assertThat(first.clock()).isEqualTo(TinyHardware.HIGHEST);
        assertThat(second.clock()).isEqualTo(TinyHardware.HIGHEST);
        assertThat(third.clock()).isEqualTo(TinyHardware.LOWEST);
    }
}
