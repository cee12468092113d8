package io.gpugovernor.daemon.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

    @Test
    void readsEveryDecimalAsJavaDoes() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String text = decimal(random);
            assertThat(Numbers.parse(text)).as(text).isEqualTo(Double.parseDouble(text));
        }
    }

    @Test
    void readsWhatIsNoFiniteNumber() {
        assertThat(Numbers.parse("NaN")).isNaN();
        assertThat(Numbers.parse("nan")).isNaN();
        assertThat(Numbers.parse("+Inf")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Numbers.parse("Inf")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Numbers.parse("+infinity")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Numbers.parse("-Inf")).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void readsExponentsAndSigns() {
        assertThat(Numbers.parse("1.7953513969581628e+09")).isEqualTo(1.7953513969581628e+09);
        assertThat(Numbers.parse("1E-3")).isEqualTo(0.001);
        assertThat(Numbers.parse("+4")).isEqualTo(4);
        assertThat(Numbers.parse("-0.5")).isEqualTo(-0.5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "1d",
                "1f",
                "0x1p3",
                "Infinite",
                "++Inf",
                "1_000",
                "1,5",
                "1.2.3",
                "--1",
                "e5",
                "ten"
            })
    void refusesWhatIsNoNumber(String text) {
        assertThatThrownBy(() -> Numbers.parse(text)).isInstanceOf(NumberFormatException.class);
    }

    private static String decimal(Random random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
        text.append(random.nextInt(10));
        int whole = random.nextInt(12);
        for (int i = 0; i < whole; i++) {
            text.append(random.nextInt(10));
        }
        if (random.nextBoolean()) {
            text.append('.');
            int fraction = random.nextInt(24);
            for (int i = 0; i < fraction; i++) {
                text.append(random.nextInt(10));
            }
        }
        return text.toString();
    }
}
