package io.gpugovernor.sim.characterize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpugovernor.core.forecast.EngineModel;
import io.gpugovernor.core.forecast.ModelText;
import io.gpugovernor.sim.profile.HardwareProfiles;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedModelsTest {
    static List<String> shipped() {
        return HardwareProfiles.SHIPPED;
    }

    /** Other processors may round the last digits otherwise. A profile that changed needs its file written anew. */
    @ParameterizedTest
    @MethodSource("shipped")
    void isWhatTheProbeMeasures(String profile) {
        EngineModel measured = Probe.measure(HardwareProfiles.load(profile));
        String text = ModelText.of(measured);
        List<Double> expected = numbers(text);
        List<Double> kept = numbers(ModelText.of(ShippedModels.of(profile)));
        assertThat(kept)
                .as("numbers of %s.model, which should be:%n%s", profile, text)
                .hasSameSizeAs(expected);
        for (int i = 0; i < kept.size(); i++) {
            assertThat(kept.get(i))
                    .as("number %s of %s.model, which should be:%n%s", i, profile, text)
                    .isCloseTo(expected.get(i), Percentage.withPercentage(1e-4));
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void comesBackToTheLastBit(String profile) {
        String text = ModelText.of(ShippedModels.of(profile));
        assertThat(ModelText.of(ModelText.parse(text))).isEqualTo(text);
    }

    @Test
    void knowsNoOtherProfiles() {
        assertThatThrownBy(() -> ShippedModels.of("abacus")).hasMessage("no model of 'abacus' is shipped");
    }

    private static List<Double> numbers(String text) {
        List<Double> numbers = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            for (String word : line.split(" ", -1)) {
                if (!word.isEmpty() && !Character.isLetter(word.charAt(0))) {
                    numbers.add(Double.parseDouble(word));
                }
            }
        }
        return numbers;
    }
}
