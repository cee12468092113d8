package io.gpugovernor.core.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RatioTest {
    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesWhatIsNoShare(double value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Ratio(value)).withMessageContaining("within 0 and 1");
    }

    @Test
    void isAPartOfAWhole() {
        assertThat(Ratio.of(1, 4, Ratio.ONE)).isEqualTo(new Ratio(0.25));
    }

    @Test
    void limitsAPartThatExceedsItsWhole() {
        assertThat(Ratio.of(5, 4, Ratio.ZERO)).isEqualTo(Ratio.ONE);
        assertThat(Ratio.of(-1, 4, Ratio.ONE)).isEqualTo(Ratio.ZERO);
    }

    @Test
    void saysWhatAnEmptyWholeMeans() {
        assertThat(Ratio.of(0, 0, Ratio.ONE)).isEqualTo(Ratio.ONE);
        assertThat(Ratio.of(0, 0, Ratio.ZERO)).isEqualTo(Ratio.ZERO);
    }

    @Test
    void complementsToOne() {
        assertThat(new Ratio(0.99).complement().value()).isEqualTo(0.01, within(1e-12));
        assertThat(Ratio.ZERO.complement()).isEqualTo(Ratio.ONE);
        assertThat(Ratio.ZERO).isLessThan(Ratio.ONE);
    }
}
