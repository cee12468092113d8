package io.gpugovernor.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadClassTest {
    @ParameterizedTest
    @CsvSource({
        "299.999, 1, SS",
        "300, 1, MS",
        "761.999, 1, MS",
        "762, 1, LS",
        "1, 88.999, SS",
        "1, 89, SM",
        "1, 191.999, SM",
        "1, 192, SL",
        "300, 89, MM",
        "762, 192, LL",
        "762, 191.999, LM",
        "299.999, 192, SL",
        "300, 192, ML"
    })
    void changesExactlyAtTheMidpointsBetweenThePapersLengths(double input, double output, String code) {
        assertThat(WorkloadClass.of(input, output).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 50, SMALL_SMALL", "100, 128, SMALL_MEDIUM", "100, 256, SMALL_LARGE",
        "500, 50, MEDIUM_SMALL", "500, 128, MEDIUM_MEDIUM", "500, 256, MEDIUM_LARGE",
        "1024, 50, LARGE_SMALL", "1024, 128, LARGE_MEDIUM", "1024, 256, LARGE_LARGE"
    })
    void putsThePapersOwnRequestsIntoTheirClasses(double input, double output, WorkloadClass expected) {
        assertThat(WorkloadClass.of(input, output)).isEqualTo(expected);
    }

    @Test
    void hasNineDistinctCodes() {
        assertThat(Stream.of(WorkloadClass.values()).map(WorkloadClass::code))
                .doesNotHaveDuplicates()
                .hasSize(9)
                .allMatch(code -> code.matches("[SML]{2}"));
    }
}
