package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gpugovernor.core.units.Watts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PowerTextTest {
    @ParameterizedTest
    @CsvSource({"4500W, 4500", "4.5kW, 4500", "4.5 kW, 4500", "1W, 1", "1000kW, 1000000", "0.5kW, 500"})
    void readsWattsAndKilowatts(String text, double watts) throws BadValueException {
        assertThat(PowerText.parse(text)).isEqualTo(new Watts(watts));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4500", "4500w", "4.5MW", "-1W", "W", "", "1e3W", "0W", "1001kW", "12345678901W"})
    void refusesWhatIsNoPowerOrOutOfRange(String text) {
        assertThatExceptionOfType(BadValueException.class)
                .isThrownBy(() -> PowerText.parse(text))
                .satisfies(bad -> assertThat(bad.remedy()).isNotBlank());
    }

    @Test
    void readsUnlimitedAsNoLimit() throws BadValueException {
        assertThat(PowerText.limit("unlimited")).isEmpty();
        assertThat(PowerText.limit("4500W")).contains(new Watts(4500));
        assertThatExceptionOfType(BadValueException.class)
                .isThrownBy(() -> PowerText.limit("none"))
                .satisfies(bad -> assertThat(bad.remedy()).contains("unlimited"));
    }
}
