package io.gpugovernor.daemon.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
    @TempDir
    private Path root;

    @Test
    void isWhereTheEnvironmentElseThePolicyFileElseCustomSays() {
        Optional<Path> configured = Optional.of(Path.of("/srv/state"));

        assertThat(StateDirectory.in(Map.of(StateDirectory.VARIABLE, "/tmp/x"), configured))
                .isEqualTo(Path.of("/tmp/x"));
        assertThat(StateDirectory.in(Map.of(StateDirectory.VARIABLE, " "), configured))
                .isEqualTo(Path.of("/srv/state"));
        assertThat(StateDirectory.in(Map.of(), Optional.empty())).isEqualTo(Path.of("/var/lib/gpu-governor"));
    }

    @Test
    void isCreatedForItsUserAlone() throws IOException {
        Path directory = root.resolve("state");

        assertThat(StateDirectory.prepare(directory)).isEmpty();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(StateDirectory.prepare(directory)).isEmpty();
    }

    @Test
    void refusesOneThatOthersMayWrite() throws IOException {
        Path open = Files.createDirectory(root.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(StateDirectory.prepare(open).orElseThrow()).contains("could forge", "chmod go-w " + open);
    }

    @Test
    void saysWhatIsWrongWithAMissingParentAndAFile() throws IOException {
        Path file = Files.createFile(root.resolve("file"));

        assertThat(StateDirectory.prepare(file).orElseThrow()).contains("is not a directory");
        assertThat(StateDirectory.prepare(file.resolve("below")).orElseThrow()).contains("cannot be created");
        assertThat(StateDirectory.prepare(root.resolve("no/where")).orElseThrow())
                .contains("neither does the directory above it", StateDirectory.VARIABLE);
    }
}
