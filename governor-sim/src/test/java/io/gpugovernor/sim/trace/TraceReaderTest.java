package io.gpugovernor.sim.trace;

import static io.gpugovernor.sim.trace.TraceText.HEADER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceReaderTest {
    private static final String ROW = "2023-11-16 18:15:46.6805900,374,44\n";

    @TempDir
    private Path folder;

    @Test
    void tellsTheFormatsApartByContentAndNamesTheTraceAfterTheFile() throws Exception {
        Path csv = Files.writeString(folder.resolve("a.jsonl"), HEADER + ROW);
        Path json = Files.writeString(
                folder.resolve("b.csv"), "{\"timestamp\":0,\"input_length\":374,\"output_length\":44}");

        assertThat(TraceReader.read(csv).requests())
                .containsExactly(new Request(Duration.ZERO, 374, 44))
                .isEqualTo(TraceReader.read(json).requests());
        assertThat(TraceReader.read(json).name()).isEqualTo("b.csv");
    }

    @Test
    void refusesAMissingFile() {
        refuses(folder.resolve("none.csv"), "does not exist; check the path");
    }

    @Test
    void refusesADirectory() {
        refuses(folder, "is a directory");
    }

    @Test
    void refusesAFileItMayNotRead() throws Exception {
        Path file = Files.writeString(folder.resolve("secret.csv"), HEADER + ROW);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(file), "this user may read every file");

        refuses(file, "may not be read by this user; check its permissions");
    }

    @Test
    void refusesAnEmptyFile() throws Exception {
        refuses(Files.writeString(folder.resolve("empty.csv"), ""), "is empty");
        refuses(Files.writeString(folder.resolve("blank.csv"), "\n \r\n\t\n"), "is empty");
        refuses(Files.writeString(folder.resolve("mark.csv"), "\uFEFF"), "is empty");
    }

    @Test
    void asksToDecompressFirst() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write((HEADER + ROW).getBytes(StandardCharsets.UTF_8));
        }
        refuses(Files.write(folder.resolve("t.csv"), bytes.toByteArray()), "gzip; decompress it first: gunzip");
        refuses(write("t.zst", 0x28, 0xb5, 0x2f, 0xfd, 1), "zstd; decompress it first");
        refuses(write("t.xz", 0xfd, '7', 'z', 'X', 'Z'), "xz; decompress it first");
        refuses(write("t.xlsx", 'P', 'K', 3, 4, 0), "zip archive or spreadsheet; unpack it");
    }

    @Test
    void refusesOtherEncodings() throws Exception {
        refuses(Files.write(folder.resolve("a"), (HEADER + ROW).getBytes(StandardCharsets.UTF_16)), "is UTF-16 text");
        refuses(write("b", 'T', ',', 0xe4, '\n'), "line 1: is not UTF-8 text");
        refuses(write("c", 'T', '\n', 0, 1, 2), "line 1: lacks column");
        refuses(write("d", 0, 1, 2, 3, 4, 5), "line 1: is binary");
    }

    @Test
    void refusesOldMacLineEnds() throws Exception {
        Path file = Files.writeString(folder.resolve("mac.csv"), (HEADER + ROW).replace('\n', '\r') + "x");

        refuses(file, "line 1: has a carriage return inside");
    }

    @Test
    void namesTheFileOnOneLineEvenIfItsNameHasTwo() throws Exception {
        refuses(folder.resolve("a\nb"), "a?b: does not exist");
    }

    @Test
    void refusesMoreRowsThanTheLimit() throws Exception {
        TraceLimits limits = new TraceLimits(2, 1000);

        assertThat(TraceText.read((HEADER + ROW + ROW).getBytes(StandardCharsets.UTF_8), limits)
                        .size())
                .isEqualTo(2);
        assertThatExceptionOfType(TraceFormatException.class)
                .isThrownBy(() -> TraceText.read((HEADER + ROW.repeat(3)).getBytes(StandardCharsets.UTF_8), limits))
                .withMessageContaining("line 4: there are more than 2 rows");
    }

    @Test
    void refusesLinesLongerThanTheLimit() throws Exception {
        Path file = Files.writeString(folder.resolve("long.csv"), HEADER + ROW + "x".repeat((1 << 20) + 1));

        refuses(file, "line 3: is longer than 1048576 bytes");
    }

    @Test
    void readsALineOfExactlyTheLimit() throws Exception {
        TraceLimits limits = new TraceLimits(10, HEADER.length() - 1);

        assertThat(TraceText.read((HEADER + ROW).getBytes(StandardCharsets.UTF_8), limits)
                        .size())
                .isEqualTo(1);
    }

    private Path write(String name, int... bytes) throws Exception {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int b : bytes) {
            content.write(b);
        }
        return Files.write(folder.resolve(name), content.toByteArray());
    }

    private void refuses(Path file, String message) {
        assertThatExceptionOfType(TraceFormatException.class)
                .isThrownBy(() -> TraceReader.read(file))
                .satisfies(error -> assertThat(error.getMessage())
                        .startsWith(folder.toString())
                        .contains(message)
                        .contains("; ")
                        .doesNotContain("\n"));
    }
}
