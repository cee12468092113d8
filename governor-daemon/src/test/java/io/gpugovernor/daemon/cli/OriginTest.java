package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.policy.Policy;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginTest {
    @TempDir
    private Path folder;

    @Test
    void findsTheJarOrTheFolderThatAClassComesFrom() throws IOException, URISyntaxException {
        assertThat(Origin.home(Test.class)).isRegularFile().hasExtension("jar");
        assertThat(Origin.home(OriginTest.class).resolve("io/gpugovernor/daemon/cli/OriginTest.class"))
                .isRegularFile();
        assertThat(Origin.home(Policy.class)).exists();
    }

    @Test
    void changesWithAFileThatIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("trace.csv"), "one");
        String before = Origin.of(List.of(file));
        assertThat(Origin.of(List.of(file))).isEqualTo(before);

        Files.writeString(file, "two");
        assertThat(Origin.of(List.of(file))).isNotEqualTo(before);
    }
}
