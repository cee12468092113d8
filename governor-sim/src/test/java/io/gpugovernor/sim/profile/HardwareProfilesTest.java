package io.gpugovernor.sim.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.StepPhysics;
import io.gpugovernor.sim.gpu.StepShape;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HardwareProfilesTest {
    @TempDir
    Path folder;

    static Stream<String> shipped() {
        return HardwareProfiles.SHIPPED.stream();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void shipsProfilesUnderTheirOwnName(String name) {
        HardwareProfile profile = HardwareProfiles.load(name);

        assertThat(profile.name()).isEqualTo(name);
        assertThat(profile.description()).isNotBlank();
        assertThat(profile.modelName()).contains("/");
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void shipsProfilesOfSensibleGpus(String name) {
        HardwareProfile profile = HardwareProfiles.load(name);
        StepPhysics physics = new StepPhysics(profile);
        List<Megahertz> steps = profile.clocks().steps();

        assertThat(steps).hasSizeGreaterThan(20);
        assertThat(profile.gpus()).isBetween(1, 8);
        assertThat(profile.jitter().value()).isLessThan(0.2);
        for (int i = 1; i < steps.size(); i++) {
            assertThat(physics.idle(steps.get(i)))
                    .as("idle power at %s", steps.get(i))
                    .isGreaterThanOrEqualTo(physics.idle(steps.get(i - 1)));
        }
        Watts idleAtTop = physics.idle(profile.clocks().max());
        Watts idleAtBottom = physics.idle(profile.clocks().min());
        assertThat(idleAtTop).isGreaterThan(idleAtBottom);
        assertThat(idleAtTop.value()).isLessThan(profile.powerLimit().value() * profile.gpus() / 2);
        assertThat(physics.run(StepShape.prefill(0, 2048), profile.clocks().max())
                        .power())
                .isGreaterThan(
                        physics.run(StepShape.decode(1, 500), profile.clocks().max())
                                .power());
        assertThat(physics.run(StepShape.decode(1, 500), profile.clocks().max()).power())
                .isGreaterThan(idleAtTop);
    }

    @Test
    void readsAUsersFile() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), ProfileText.VALID);

        assertThat(HardwareProfiles.load(file.toString()).name()).isEqualTo("paper");
    }

    @Test
    void listsTheShippedProfilesForAnUnknownName() {
        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> HardwareProfiles.load("h100-llama-71b"))
                .withMessageContaining("h100-llama-71b")
                .withMessageContaining(String.join(", ", HardwareProfiles.SHIPPED));
    }

    @Test
    void refusesAFolder() {
        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> HardwareProfiles.load(folder.toString()))
                .withMessageContaining("no such hardware profile or file");
    }

    @Test
    void refusesAFileThatIsNoText() throws IOException {
        Path file = folder.resolve("latin.yaml");
        Files.write(file, "name: Jürgen\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> HardwareProfiles.load(file.toString()))
                .withMessageContaining(file.toString())
                .withMessageContaining("UTF-8");
    }

    /** Three gigabytes of nothing, more than a text in memory can hold; a sparse file takes no room on disk. */
    @Test
    void refusesAHugeFileWithoutReadingIt() throws IOException {
        Path file = folder.resolve("huge.yaml");
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(3L << 30);
        }

        assertThatExceptionOfType(ProfileException.class)
                .isThrownBy(() -> HardwareProfiles.load(file.toString()))
                .withMessageContaining("too large");
    }
}
