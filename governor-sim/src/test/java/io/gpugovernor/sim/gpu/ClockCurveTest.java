package io.gpugovernor.sim.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.units.Megahertz;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClockCurveTest {
    private static final ClockCurve CURVE =
            new ClockCurve(Map.of(new Megahertz(1000), 40.0, new Megahertz(500), 10.0, new Megahertz(700), 20.0));

    @ParameterizedTest
    @CsvSource({"500, 10", "700, 20", "1000, 40"})
    void goesThroughItsPoints(double clock, double value) {
        assertThat(CURVE.at(clock)).isCloseTo(value, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"600, 15", "850, 30", "400, 5", "1150, 50"})
    void isLinearInBetweenAndBeyond(double clock, double value) {
        assertThat(CURVE.at(clock)).isCloseTo(value, within(1e-9));
    }

    @Test
    void refusesASinglePoint() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClockCurve(Map.of(new Megahertz(500), 10.0)))
                .withMessageContaining("two points");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesValuesThatAreNotFinite(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClockCurve(Map.of(new Megahertz(500), 10.0, new Megahertz(700), value)))
                .withMessageContaining("finite");
    }
}
