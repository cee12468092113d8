package io.gpugovernor.daemon.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTextTest {
    private final String text = MemoryText.write(Keepsakes.keepsake());

    @Test
    void readsBackWhatItWroteToTheLastDigit() throws MemoryException {
        assertThat(MemoryText.read(text)).isEqualTo(Keepsakes.keepsake());
    }

    @Test
    void readsBackWithoutAPromisesPriceAndFloor() throws MemoryException {
        Keepsake whole = Keepsakes.keepsake();
        Keepsake observed = new Keepsake(
                whole.domain(),
                whole.savedAt(),
                whole.fingerprint(),
                whole.promise(),
                whole.learned().withoutPromise());

        assertThat(MemoryText.read(MemoryText.write(observed))).isEqualTo(observed);
    }

    @Test
    void refusesATextThatWasCutAnywhere() {
        for (int length = 0; length < text.stripTrailing().length(); length++) {
            String torn = text.substring(0, length);
            assertThatExceptionOfType(MemoryException.class)
                    .as("the first %d characters", length)
                    .isThrownBy(() -> MemoryText.read(torn));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'\"level\": -0.3', '\"level\": -0.4'",
        "40000.5, 40000.6",
        "930, 345",
        "a driver, another",
        "0.031, NaN",
        "'\"stallSeconds\"', '\"stall\"'",
    })
    void refusesANumberThatWasChangedHoweverSoundItLooks(String then, String now) {
        assertThat(text).contains(then);
        assertThatExceptionOfType(MemoryException.class)
                .isThrownBy(() -> MemoryText.read(text.replace(then, now)))
                .withMessageContaining("was changed since it was written");
    }

    @Test
    void refusesAnotherVersionsShape() {
        assertThatExceptionOfType(MemoryException.class)
                .isThrownBy(() -> MemoryText.read(text.replace("\"schema\": 1", "\"schema\": 2")))
                .withMessage("was written by another version (schema 2, not 1)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{}",
                "\u0000\u0000\u0000",
                "{\"schema\": {}}",
                "{\"schema\": 1}",
                "{\"schema\": 1, \"body\": []}",
                "{\"schema\": 1, \"sha256\": null, \"body\": {}}"
            })
    void refusesWhatIsNoMemory(String foreign) {
        assertThatExceptionOfType(MemoryException.class).isThrownBy(() -> MemoryText.read(foreign));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"domain\":\"chat\"}", "{}"})
    void refusesABodyThatFitsItsDigestAndLacksWhatItNeeds(String body) {
        String document = "{\"schema\":1,\"sha256\":\"" + Digest.of(body) + "\",\"body\":" + body + "}";

        assertThatExceptionOfType(MemoryException.class)
                .isThrownBy(() -> MemoryText.read(document))
                .withMessage("is incomplete");
    }
}
