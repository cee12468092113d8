package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpugovernor.core.units.Megahertz;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClockTextTest {
    @ParameterizedTest
    @CsvSource({"1380MHz, 1380", "1380, 1380", "1380 MHz, 1380", "1, 1", "100000MHz, 100000"})
    void readsMegahertz(String text, int value) throws BadValueException {
        assertThat(ClockText.parse(text)).isEqualTo(new Megahertz(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.38GHz", "1380mhz", "0", "-1", "0345", "1380.5", "fast", "", "1380 kHz", "9999999999"})
    void refusesWhatIsNotWholeMegahertz(String text) {
        assertThatThrownBy(() -> ClockText.parse(text)).hasMessage("'" + text + "' is not a clock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"100001", "1380000000Hz", "999999999"})
    void remindsOfTheUnitWhereTheNumberIsTooLarge(String text) {
        assertThatThrownBy(() -> ClockText.parse(text))
                .isInstanceOfSatisfying(
                        BadValueException.class, bad -> assertThat(bad.remedy()).contains("megahertz"));
    }
}
