package io.gpugovernor.daemon.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemorySurveyTest {
    @TempDir
    private Path directory;

    @Test
    void saysWhatEachDomainWouldGoOnFrom() throws IOException {
        MemoryFile.of(directory, "chat").write(Keepsakes.keepsake());

        assertThat(of("chat", "code"))
                .extracting(MemorySurvey.Found::sentence)
                .containsExactly(
                        "domain chat learned with a engine and a model on a gpus, last kept 3 h ago",
                        "domain code has learned nothing yet");
        assertThat(of("chat")).allMatch(found -> found.remedy().isEmpty());
    }

    @Test
    void saysThatNothingIsThereYet() throws IOException {
        Files.delete(directory);

        assertThat(of("chat")).singleElement().satisfies(found -> {
            assertThat(found.sentence()).contains("nothing has been learned yet");
            assertThat(found.remedy()).isEmpty();
        });
        Files.createDirectory(directory);
    }

    @Test
    void warnsOfAFileThatIsNotToBeBelievedAndLeavesIt() throws IOException {
        Path torn = Files.writeString(directory.resolve("chat.json"), "{\"schema\": 1");

        assertThat(of("chat")).singleElement().satisfies(found -> {
            assertThat(found.sentence()).isEqualTo(torn + " is cut off or damaged");
            assertThat(found.remedy().orElseThrow()).contains("starts anew");
        });
        assertThat(torn).exists();
    }

    @Test
    void warnsOfADirectoryThatOthersMayWrite() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(of()).singleElement().satisfies(found -> {
            assertThat(found.sentence()).contains("could forge");
            assertThat(found.remedy().orElseThrow()).startsWith("close it");
        });
    }

    private List<MemorySurvey.Found> of(String... domains) {
        return MemorySurvey.of(directory, List.of(domains), Keepsakes.SAVED.plus(Duration.ofHours(3)));
    }
}
