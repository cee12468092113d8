package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
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
        "366.0d, 31622400000000000",
        "0.00000000005m, 3",
        "0.100000000000h, 360000000000",
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
        "0.000000000005m, is finer than a nanosecond",
        "0.000000000001d, is finer than a nanosecond",
        "366.000000001d, is too long",
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

    /** Against exact arithmetic, from a seed. */
    @Test
    void readsAnyNumberOfDecimalsExactly() {
        SplittableRandom random = new SplittableRandom(7);
        List<String> units = List.of("d", "h", "m", "s", "ms", "us", "ns");
        long[] nanos = {86_400_000_000_000L, 3_600_000_000_000L, 60_000_000_000L, 1_000_000_000, 1_000_000, 1_000, 1};
        for (int i = 0; i < 20_000; i++) {
            int unit = random.nextInt(units.size());
            int digits = random.nextInt(1, 13);
            String number =
                    random.nextInt(500) + "." + String.format("%0" + digits + "d", random.nextLong(power(digits)));
            BigDecimal exact = new BigDecimal(number).multiply(BigDecimal.valueOf(nanos[unit]));
            boolean accepted =
                    exact.stripTrailingZeros().scale() <= 0 && exact.compareTo(BigDecimal.valueOf(366 * nanos[0])) <= 0;
            String text = number + units.get(unit);
            if (accepted) {
                assertThatCode(() -> assertThat(DurationText.parse(text))
                                .isEqualTo(Duration.ofNanos(exact.longValueExact())))
                        .doesNotThrowAnyException();
            } else {
                assertThatThrownBy(() -> DurationText.parse(text)).isInstanceOf(BadValueException.class);
            }
        }
    }

    private static long power(int digits) {
        return (long) Math.pow(10, digits);
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
