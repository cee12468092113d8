package io.gpugovernor.sim.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.Scheduling;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProfileWriterTest {
    static List<String> shipped() {
        return HardwareProfiles.SHIPPED;
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void writesWhatTheReaderReads(String name) {
        HardwareProfile profile = HardwareProfiles.load(name);

        HardwareProfile again = ProfileReader.read(name, ProfileWriter.write(profile, List.of("once")));

        assertThat(again.timing()).isEqualTo(profile.timing());
        assertThat(again.limits()).isEqualTo(profile.limits());
        assertThat(again.clocks()).isEqualTo(profile.clocks());
        assertThat(again.powerLimit()).isEqualTo(profile.powerLimit());
        assertThat(again.draw().idle().points()).isEqualTo(profile.draw().idle().points());
        assertThat(again.draw().computeSwing()).isEqualTo(profile.draw().computeSwing());
        assertThat(again.frontend()).isEqualTo(profile.frontend());
        assertThat(again.jitter()).isEqualTo(profile.jitter());
        assertThat(again.description()).isEqualTo(profile.description());
        assertThat(ProfileWriter.write(again, List.of("once")))
                .isEqualTo(ProfileWriter.write(profile, List.of("once")));
    }

    @Test
    void saysHowTheEngineSchedules() {
        HardwareProfile profile = HardwareProfiles.load("h100-llama-8b").with(Scheduling.PREFILL_FIRST);

        HardwareProfile again = ProfileReader.read("again.yaml", ProfileWriter.write(profile, List.of()));

        assertThat(again.limits()).isEqualTo(profile.limits());
    }

    @Test
    void keepsStrangeNamesWhatTheyAre() {
        HardwareProfile strange = ProfileReader.read(
                "strange.yaml",
                ProfileText.with("model: paper/model", "model: \"a \\\"model\\\": #1 \\\\ with {everything}\""));

        HardwareProfile again = ProfileReader.read("again.yaml", ProfileWriter.write(strange, List.of()));

        assertThat(again.modelName()).isEqualTo("a \"model\": #1 \\ with {everything}");
    }

    @Test
    void wrapsCommentsAndLetsNothingOutOfThem() {
        HardwareProfile profile = ProfileReader.read("valid.yaml", ProfileText.VALID);

        String text = ProfileWriter.write(profile, List.of("word ".repeat(60), "a\nname: \"forged\""));

        assertThat(text.lines().takeWhile(line -> line.startsWith("#")))
                .hasSize(4)
                .allMatch(line -> line.length() <= 120)
                .contains("# a name: \"forged\"");
        assertThat(ProfileReader.read("again.yaml", text).name()).isEqualTo("paper");
    }
}
