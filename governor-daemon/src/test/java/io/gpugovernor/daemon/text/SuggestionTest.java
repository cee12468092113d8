package io.gpugovernor.daemon.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    @ParameterizedTest
    @CsvSource({"'', '', 0", "a, '', 1", "kitten, sitting, 3", "hpyer, hyper, 1", "abc, abc, 0", "ca, abc, 3"})
    void countsEdits(String a, String b, int edits) {
        assertThat(Suggestion.distance(a, b)).isEqualTo(edits);
        assertThat(Suggestion.distance(b, a)).isEqualTo(edits);
    }

    @Test
    void prefersTheClosest() {
        assertThat(Suggestion.closest("mix", List.of("max", "min", "mix2"))).contains("max");
        assertThat(Suggestion.closest("metrics_path", List.of("type", "metricsPath")))
                .contains("metricsPath");
    }

    @Test
    void suggestsNothingForAnotherWordOrAnEndlessOne() {
        assertThat(Suggestion.closest("certificate", List.of("listen"))).isEmpty();
        assertThat(Suggestion.closest("listen".repeat(1000), List.of("listen"))).isEmpty();
    }
}
