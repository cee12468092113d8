package io.gpugovernor.sim.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadProfileTest {
    @Test
    void readsAConstantLoad() {
        assertThat(LoadProfile.parse("40")).isEqualTo(LoadProfile.constant(new LoadLevel(40)));
    }

    @Test
    void readsARamp() {
        assertThat(LoadProfile.parse(" 10 - 85.5-0 ").levels())
                .isEqualTo(List.of(new LoadLevel(10), new LoadLevel(85.5), new LoadLevel(0)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', point 1 is empty",
        "10-, point 2 is empty",
        "-10, point 1 is empty",
        "10--85, point 2 is empty",
        "10-x, point 2 ('x') is not a number",
        "40%, point 1 ('40%') is not a number",
        "1e2, point 1 ('1e2') is not a number",
        "NaN, point 1 ('NaN') is not a number",
        "10-201, point 2 (201) is outside 0 to 200 percent",
        "0, must rise above 0 percent somewhere",
        "0-0, must rise above 0 percent somewhere",
    })
    void refusesWhatIsNoProfileAndSaysHowToWriteOne(String text, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoadProfile.parse(text))
                .withMessageStartingWith("load profile '" + text + "': ")
                .withMessageContaining(problem)
                .withMessageEndingWith("write percent such as 40, or a ramp such as 10-85-10");
    }

    @Test
    void refusesTooManyLevels() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoadProfile.parse("1-".repeat(1000) + "1"))
                .withMessageContaining("1 to 1,000 levels, not 1001");
    }
}
