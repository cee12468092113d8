package io.gpugovernor.core.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowerAndEnergyTest {
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refuseWhatIsNotFinite(double value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Watts(value)).withMessageContaining("watts");
        assertThatIllegalArgumentException().isThrownBy(() -> new Joules(value)).withMessageContaining("joules");
    }

    @Test
    void refuseArithmeticThatOverflows() {
        Joules most = new Joules(Double.MAX_VALUE);
        assertThatIllegalArgumentException().isThrownBy(() -> most.plus(most));
        assertThatIllegalArgumentException().isThrownBy(() -> new Watts(Double.MAX_VALUE).times(2));
    }

    @Test
    void powerHeldForATimeIsEnergy() {
        assertThat(new Watts(124).over(Duration.ofMillis(1500))).isEqualTo(new Joules(186));
        assertThat(new Watts(700).over(Duration.ZERO)).isEqualTo(Joules.ZERO);
    }

    @Test
    void powerAddsAndScales() {
        assertThat(new Watts(100).plus(new Watts(20))).isEqualTo(new Watts(120));
        assertThat(new Watts(100).minus(new Watts(120))).isEqualTo(new Watts(-20));
        assertThat(new Watts(100).times(1.5)).isEqualTo(new Watts(150));
        assertThat(new Watts(99)).isLessThan(new Watts(100));
    }

    @Test
    void energyAddsAndScales() {
        assertThat(new Joules(100).plus(new Joules(20))).isEqualTo(new Joules(120));
        assertThat(new Joules(100).minus(new Joules(120))).isEqualTo(new Joules(-20));
        assertThat(new Joules(100).times(1.5)).isEqualTo(new Joules(150));
        assertThat(new Joules(99)).isLessThan(new Joules(100));
    }
}
