package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JsonTargetTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void goesNowhereWhereNothingWasAskedFor() {
        write(JsonTarget.of(null));

        assertThat(JsonTarget.of(null).isStandardOutput()).isFalse();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aHyphenIsStandardOutput() {
        JsonTarget target = JsonTarget.of("-");
        write(target);

        assertThat(target.isStandardOutput()).isTrue();
        assertThat(out.toString().strip()).isEqualTo("{}");
    }

    @Test
    void replacesAFileAndLeavesNothingBeside() throws IOException {
        Path file = Files.writeString(folder.resolve("r.json"), "a longer document than the new one");
        write(JsonTarget.of(file.toString()));

        assertThat(file).hasContent("{}\n");
        assertThat(names()).containsExactly("r.json");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void isTriedBeforeTheWorkBegins() {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> JsonTarget.of(folder.resolve("no/r.json").toString()))
                .withMessageContaining("give a file in a folder that exists and can be written");
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> JsonTarget.of(folder.toString()))
                .withMessageContaining("--json: cannot write " + folder);
        assertThat(names()).isEmpty();
    }

    @Test
    void leavesNothingBehindWhereWritingFails() throws IOException {
        JsonTarget target = JsonTarget.of(folder.resolve("r.json").toString());
        Files.createDirectories(folder.resolve("r.json/in the way"));

        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> write(target))
                .withMessageContaining("--json: cannot write")
                .withMessageContaining("r.json")
                .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(ExitCodes.FAILURE));
        assertThat(names()).containsExactly("r.json");
    }

    @Test
    void followsALinkInsteadOfReplacingIt() throws IOException {
        Path real = Files.writeString(folder.resolve("real.json"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), real);

        write(JsonTarget.of(link.toString()));

        assertThat(real).hasContent("{}\n");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void writesIntoAPipeInsteadOfReplacingIt() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(made(pipe), "this machine cannot make named pipes");
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException unreadable) {
                return unreadable.toString();
            }
        });

        write(JsonTarget.of(pipe.toString()));

        assertThat(Files.isRegularFile(pipe)).isFalse();
        assertThat(read.get(20, TimeUnit.SECONDS)).isEqualTo("{}\n");
    }

    private static boolean made(Path pipe) throws InterruptedException {
        try {
            return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
        } catch (IOException none) {
            return false;
        }
    }

    private void write(JsonTarget target) {
        target.write("{}", new PrintWriter(out));
    }

    private Stream<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList().stream();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
