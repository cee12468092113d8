package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateConfigCommandTest {
    private static final String OLD = """
            apiVersion: gpu-governor/v1alpha1  # ours
            domains: [{name: chat, engine: {url: "http://127.0.0.1:8000"}}]
            safety: {stale_after: 3s}
            """;
    private static final String NEW = OLD.replace("v1alpha1", "v1").replace("stale_after", "staleAfter");

    @TempDir
    private Path folder;

    @Test
    void printsTheNewFileAndSaysWhatChanged() throws IOException {
        Path file = policy(OLD);
        Ran ran = Ran.governor("migrate-config", file.toString());

        assertThat(ran.exit()).isEqualTo(ExitCodes.OK);
        assertThat(ran.out()).isEqualTo(NEW);
        assertThat(ran.err()).contains(file + ": line 3: stale_after is called staleAfter");
        assertThat(file).hasContent(OLD);
    }

    @Test
    void replacesTheFileKeepingItsModeAndTheOneBefore() throws IOException {
        Path file = policy(OLD);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), file);
        Ran ran = Ran.governor("migrate-config", "--write", link.toString());

        assertThat(ran.exit()).isEqualTo(ExitCodes.OK);
        assertThat(ran.out()).isEmpty();
        assertThat(file).hasContent(NEW);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(folder.resolve("policy.yaml.before")).hasContent(OLD);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("policy.yaml", "policy.yaml.before", "link.yaml");
        assertThat(Ran.governor("check-config", file.toString()).exit()).isEqualTo(ExitCodes.OK);
    }

    @Test
    void leavesAFileOfThePresentVersionAlone() throws IOException {
        Path file = policy(NEW);
        Ran ran = Ran.governor("migrate-config", "--write", file.toString());

        assertThat(ran.exit()).isEqualTo(ExitCodes.OK);
        assertThat(ran.err()).contains("is of version gpu-governor/v1 already");
        assertThat(folder.toFile().list()).containsExactly("policy.yaml");
    }

    @Test
    void writesNothingThatWouldNotBeValid() throws IOException {
        Path file = policy(OLD + "modes: observe\n");
        Ran ran = Ran.governor("migrate-config", "--write", file.toString());

        assertThat(ran.exit()).isEqualTo(ExitCodes.CONFIG_INVALID);
        assertThat(ran.err()).contains(file + ":4:1: unknown key 'modes'", "nothing was written");
        assertThat(file).hasContent(OLD + "modes: observe\n");
    }

    @Test
    void refusesWhatItCannotRead() throws IOException {
        assertThat(Ran.governor(
                                "migrate-config",
                                policy("apiVersion: gpu-governor/v2\n").toString())
                        .onlyLine())
                .contains("newer than this program");
        assertThat(Ran.governor("migrate-config", folder.resolve("none").toString())
                        .exit())
                .isEqualTo(ExitCodes.CONFIG_INVALID);
    }

    private Path policy(String text) throws IOException {
        return Files.writeString(folder.resolve("policy.yaml"), text);
    }
}
