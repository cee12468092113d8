package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpugovernor.core.units.Ratio;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RatioTextTest {
    @ParameterizedTest
    @CsvSource({"2%, 0.02", "0.02, 0.02", "99.9%, 0.999", "0, 0", "1, 1", "100 %, 1", "7%, 0.07"})
    void readsPercentagesAndFractions(String text, double value) throws BadValueException {
        assertThat(RatioText.parse(text)).isEqualTo(new Ratio(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1%", "two", "", "%", "NaN", "1e-2", "0x1"})
    void refusesWhatIsNoShare(String text) {
        assertThatThrownBy(() -> RatioText.parse(text)).hasMessage("'" + text + "' is not a share");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "101%", "1.01"})
    void refusesMoreThanTheWhole(String text) {
        assertThatThrownBy(() -> RatioText.parse(text)).hasMessage("'" + text + "' is more than the whole");
    }

    @ParameterizedTest
    @CsvSource({"0.02, 2%", "0.001, 0.1%", "1, 100%", "0, 0%", "0.999, 99.9%"})
    void formatsInPercent(double value, String text) {
        assertThat(RatioText.format(new Ratio(value))).isEqualTo(text);
    }
}
