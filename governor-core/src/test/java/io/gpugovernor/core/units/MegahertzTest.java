package io.gpugovernor.core.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MegahertzTest {
    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 100_001, Integer.MAX_VALUE})
    void refusesWhatIsNoClock(int value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Megahertz(value))
                .withMessageContaining("MHz")
                .withMessageContaining(String.valueOf(value));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 345, 1980, 100_000})
    void takesEveryClockAGpuMayList(int value) {
        assertThat(new Megahertz(value).value()).isEqualTo(value);
    }

    @Test
    void speaksHertzToPrometheusAndMegahertzToPeople() {
        assertThat(new Megahertz(1980).hertz()).isEqualTo(1.98e9);
        assertThat(new Megahertz(1980)).hasToString("1980MHz");
    }

    @Test
    void comparesByFrequency() {
        Megahertz low = new Megahertz(345);
        Megahertz high = new Megahertz(1980);
        assertThat(low.isBelow(high)).isTrue();
        assertThat(low.isAbove(high)).isFalse();
        assertThat(high.isAbove(low)).isTrue();
        assertThat(low.isBelow(low)).isFalse();
        assertThat(low.isAbove(low)).isFalse();
        assertThat(low).isLessThan(high);
    }

    @Test
    void isAShareOfAReference() {
        assertThat(new Megahertz(990).relativeTo(new Megahertz(1980))).isEqualTo(0.5, within(1e-12));
        assertThat(new Megahertz(1980).relativeTo(new Megahertz(990))).isEqualTo(2, within(1e-12));
    }
}
