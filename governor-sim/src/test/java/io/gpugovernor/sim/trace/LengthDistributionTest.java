package io.gpugovernor.sim.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpugovernor.core.units.Ratio;
import java.util.List;
import org.junit.jupiter.api.Test;

class LengthDistributionTest {
    private static final LengthDistribution LENGTHS = new LengthDistribution(
            List.of(Quantile.percent(0, 10), Quantile.percent(50, 100), Quantile.percent(100, 10_000)));

    @Test
    void meetsTheQuantilesItIsGiven() {
        assertThat(LENGTHS.at(Ratio.ZERO)).isEqualTo(10);
        assertThat(LENGTHS.at(new Ratio(0.5))).isEqualTo(100);
        assertThat(LENGTHS.at(Ratio.ONE)).isEqualTo(10_000);
    }

    @Test
    void isLogarithmicBetweenThem() {
        assertThat(LENGTHS.at(new Ratio(0.25))).isEqualTo(32);
        assertThat(LENGTHS.at(new Ratio(0.75))).isEqualTo(1_000);
    }

    @Test
    void refusesQuantilesThatDoNotCoverAllShares() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LengthDistribution(List.of(Quantile.percent(10, 10), Quantile.percent(100, 20))))
                .withMessageContaining("from share 0 to share 1");
    }

    @Test
    void refusesQuantilesOutOfOrder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LengthDistribution(List.of(Quantile.percent(0, 30), Quantile.percent(100, 20))))
                .withMessageContaining("ascend");
    }

    @Test
    void refusesLengthsOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Quantile(Ratio.ZERO, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Quantile(Ratio.ZERO, 10_000_001));
    }
}
