package io.gpugovernor.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpugovernor.core.units.Megahertz;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClockTableTest {
    private static final ClockTable H100 = ClockTable.evenly(mhz(345), mhz(1980), 15);

    @Test
    void listsEvenStepsWithBothEnds() {
        assertThat(H100.steps()).hasSize(110);
        assertThat(H100.min()).isEqualTo(mhz(345));
        assertThat(H100.max()).isEqualTo(mhz(1980));
        assertThat(H100.contains(mhz(360))).isTrue();
        assertThat(H100.contains(mhz(361))).isFalse();
    }

    @Test
    void countsUnevenStepsDownFromTheHighest() {
        assertThat(ClockTable.evenly(mhz(100), mhz(250), 60).steps()).containsExactly(mhz(130), mhz(190), mhz(250));
    }

    @Test
    void refusesStepsThatLieNoDistanceApart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClockTable.evenly(mhz(345), mhz(1980), 0))
                .withMessageContaining("at least 1 MHz");
    }

    @Test
    void refusesATableWithoutSteps() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClockTable(List.of()))
                .withMessageContaining("at least one step");
        assertThatIllegalArgumentException().isThrownBy(() -> ClockTable.evenly(mhz(500), mhz(400), 15));
    }

    @Test
    void refusesStepsThatFallOrRepeat() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClockTable(List.of(mhz(600), mhz(345))))
                .withMessageContaining("ascend");
        assertThatIllegalArgumentException().isThrownBy(() -> new ClockTable(List.of(mhz(345), mhz(345))));
    }

    @Test
    void roundsDownToAStepAndNeverBelowTheLowest() {
        assertThat(H100.floor(mhz(374))).isEqualTo(mhz(360));
        assertThat(H100.floor(mhz(360))).isEqualTo(mhz(360));
        assertThat(H100.floor(mhz(1))).isEqualTo(mhz(345));
        assertThat(H100.floor(mhz(3000))).isEqualTo(mhz(1980));
    }

    @Test
    void roundsUpToAStepAndNeverAboveTheHighest() {
        assertThat(H100.ceiling(mhz(361))).isEqualTo(mhz(375));
        assertThat(H100.ceiling(mhz(360))).isEqualTo(mhz(360));
        assertThat(H100.ceiling(mhz(1))).isEqualTo(mhz(345));
        assertThat(H100.ceiling(mhz(3000))).isEqualTo(mhz(1980));
    }

    @Test
    void roundsToTheNearestListedStepsOfAnyTable() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            ClockTable table = new ClockTable(IntStream.generate(() -> 1 + random.nextInt(3000))
                    .limit(1 + random.nextInt(40))
                    .distinct()
                    .sorted()
                    .mapToObj(Megahertz::new)
                    .toList());
            Megahertz asked = mhz(1 + random.nextInt(3000));
            assertThat(table.contains(table.floor(asked))).isTrue();
            assertThat(table.contains(table.ceiling(asked))).isTrue();
            assertThat(table.steps())
                    .noneMatch(step -> step.isAbove(table.floor(asked)) && step.isBelow(table.ceiling(asked)));
        }
    }

    private static Megahertz mhz(int value) {
        return new Megahertz(value);
    }
}
