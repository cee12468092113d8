package io.gpugovernor.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.units.Megahertz;
import org.junit.jupiter.api.Test;

class PowerModelTest {
    private static final PowerModel MODEL = new PowerModel(
            new int[] {500, 1000, 2000}, new double[] {80, 90, 120}, new double[] {150, 250, 450}, new double[] {
                200, 400, 700
            });

    @Test
    void meetsItsMeasuredPoints() {
        assertThat(MODEL.idle(mhz(500)).value()).isEqualTo(80);
        assertThat(MODEL.idle(mhz(1000)).value()).isEqualTo(90);
        assertThat(MODEL.busy(mhz(2000)).value()).isEqualTo(700);
    }

    @Test
    void isLinearBetweenThem() {
        assertThat(MODEL.idle(mhz(1500)).value()).isEqualTo(105, within(1e-9));
        assertThat(MODEL.busy(mhz(750)).value()).isEqualTo(300, within(1e-9));
    }

    @Test
    void isFlatOutsideThem() {
        assertThat(MODEL.idle(mhz(100))).isEqualTo(MODEL.idle(mhz(500)));
        assertThat(MODEL.busy(mhz(3000))).isEqualTo(MODEL.busy(mhz(2000)));
    }

    @Test
    void mixesMemoryAndArithmetic() {
        assertThat(MODEL.busyWatts(mhz(1000), 0)).isEqualTo(250);
        assertThat(MODEL.busyWatts(mhz(1000), 1)).isEqualTo(400);
        assertThat(MODEL.busyWatts(mhz(1000), 0.5)).isEqualTo(325, within(1e-9));
    }

    @Test
    void isConstantWithOnePoint() {
        PowerModel one = new PowerModel(new int[] {1000}, new double[] {90}, new double[] {250}, new double[] {400});
        assertThat(one.idle(mhz(345))).isEqualTo(one.idle(mhz(1980)));
    }

    @Test
    void refusesCurvesThatDoNotMatch() {
        double[] two = {1, 2};
        double[] one = {1};
        assertThatIllegalArgumentException().isThrownBy(() -> new PowerModel(new int[] {1, 2}, two, two, one));
        assertThatIllegalArgumentException().isThrownBy(() -> new PowerModel(new int[] {1, 2}, one, two, two));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PowerModel(new int[0], new double[0], new double[0], new double[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PowerModel(new int[] {2, 2}, two, two, two))
                .withMessageContaining("ascend");
    }

    private static Megahertz mhz(int value) {
        return new Megahertz(value);
    }
}
