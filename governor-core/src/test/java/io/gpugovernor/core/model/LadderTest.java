package io.gpugovernor.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpugovernor.core.units.Megahertz;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LadderTest {
    private static final ClockTable H100 = ClockTable.evenly(mhz(345), mhz(1980), 15);

    @Test
    void countsDownFromTheHighestAndKeepsTheLowest() {
        assertThat(Ladder.within(H100, mhz(345), mhz(900), 200).rungs())
                .containsExactly(mhz(345), mhz(480), mhz(690), mhz(900));
    }

    @Test
    void staysInsideTheOperatorsRange() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            Megahertz lowest = mhz(300 + random.nextInt(800));
            Megahertz highest = mhz(lowest.value() + 15 + random.nextInt(800));
            int spacing = 1 + random.nextInt(300);
            Ladder ladder = Ladder.within(H100, lowest, highest, spacing);
            assertThat(ladder.rungs())
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .allMatch(H100::contains)
                    .noneMatch(rung -> rung.isBelow(lowest) || rung.isAbove(highest));
            assertThat(ladder.highest()).isEqualTo(H100.floor(highest));
            assertThat(ladder.lowest()).isEqualTo(H100.ceiling(lowest));
        }
    }

    @Test
    void spansAWholeTable() {
        Ladder ladder = Ladder.of(H100);
        assertThat(ladder.lowest()).isEqualTo(H100.min());
        assertThat(ladder.highest()).isEqualTo(H100.max());
        assertThat(ladder.rungs()).hasSizeBetween(20, 40).allMatch(H100::contains);
    }

    @Test
    void isOneRungWhereTheRangeHoldsOneStep() {
        assertThat(Ladder.within(H100, mhz(350), mhz(365), 105).rungs()).containsExactly(mhz(360));
    }

    @Test
    void refusesARangeWithoutAStepAndSaysWhatTheGpuLists() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ladder.within(H100, mhz(361), mhz(374), 15))
                .withMessageContaining("361MHz")
                .withMessageContaining("374MHz")
                .withMessageContaining("345MHz to 1980MHz");
    }

    @Test
    void refusesToHaveNoRung() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Ladder(List.of()));
    }

    @Test
    void roundsUpToARungAndNeverAboveTheHighest() {
        Ladder ladder = new Ladder(List.of(mhz(345), mhz(900), mhz(1500)));
        assertThat(ladder.ceiling(mhz(300))).isEqualTo(mhz(345));
        assertThat(ladder.ceiling(mhz(900))).isEqualTo(mhz(900));
        assertThat(ladder.ceiling(mhz(901))).isEqualTo(mhz(1500));
        assertThat(ladder.ceiling(mhz(1980))).isEqualTo(mhz(1500));
    }

    private static Megahertz mhz(int value) {
        return new Megahertz(value);
    }
}
