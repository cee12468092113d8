package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, 500000000",
        "3s, 3000000000",
        "1h, 3600000000000",
        "1.5s, 1500000000",
        "0.25ms, 250000",
        "2m, 120000000000",
        "1d, 86400000000000",
        "7us, 7000",
        "9ns, 9",
        "0s, 0",
        "' 10 ms ', 10000000"
    })
    void readsANumberAndAUnit(String text, long nanos) throws BadValueException {
        assertThat(DurationText.parse(text)).isEqualTo(Duration.ofNanos(nanos));
    }

    @ParameterizedTest
    @CsvSource({
        "500, has no unit",
        "-3s, cannot be negative",
        "3sec, is not a unit of time",
        "3S, is not a unit of time",
        "fast, is not a duration",
        "1h30m, is not a duration",
        "'', is not a duration",
        "0.5ns, is finer than a nanosecond",
        "367d, is too long",
        "999999999999d, is too long",
        "1e9s, is not a duration",
        "99999999999999999999s, is not a duration"
    })
    void saysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> DurationText.parse(text))
                .isInstanceOf(BadValueException.class)
                .hasMessageContaining(message);
    }

    @Test
    void includesBothEndsOfARange() throws BadValueException {
        ValueParser<Duration> range = DurationText.within(Duration.ofSeconds(1), Duration.ofSeconds(2));

        assertThat(range.parse("1s")).isEqualTo(Duration.ofSeconds(1));
        assertThat(range.parse("2s")).isEqualTo(Duration.ofSeconds(2));
        assertThatThrownBy(() -> range.parse("2001ms"))
                .isInstanceOfSatisfying(
                        BadValueException.class, bad -> assertThat(bad.remedy()).isEqualTo("choose 1s to 2s"));
        assertThatThrownBy(() -> range.parse("999ms")).hasMessage("'999ms' is out of range");
    }

    @ParameterizedTest
    @CsvSource({"0s", "500ms", "90s", "2m", "1h", "3d", "1500us", "7ns"})
    void formatsTheWayItReads(String text) throws BadValueException {
        assertThat(DurationText.format(DurationText.parse(text))).isEqualTo(text);
    }
}
