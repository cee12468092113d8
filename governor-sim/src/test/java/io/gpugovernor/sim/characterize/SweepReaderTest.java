package io.gpugovernor.sim.characterize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SweepReaderTest {
    private static final String HEADER = "tp,input_len,output_len,freq,rps,power,ttft_p99,tpot_p99\n";
    private static final String ROW = "4,1023,99,780,0.5,843.5,0.25,0.033\n";

    @TempDir
    Path folder;

    @Test
    void readsEveryColumn() throws Exception {
        assertThat(SweepReader.read(file(HEADER + ROW)))
                .containsExactly(new SweepRow(
                        2,
                        4,
                        1023,
                        99,
                        new Megahertz(780),
                        0.5,
                        new Watts(843.5),
                        Duration.ofMillis(250),
                        Duration.ofMillis(33)));
    }

    @Test
    void takesColumnsInAnyOrderAndIgnoresOthers() throws Exception {
        String text = """
                note, freq ,tp,input_len,output_len,rps,power,tpot_p99,ttft_p99

                first, 780 ,4,1023,99,0.5,843.5,0.033,0.25

                """;

        assertThat(SweepReader.read(file("\uFEFF" + text))).singleElement().satisfies(row -> {
            assertThat(row.line()).isEqualTo(3);
            assertThat(row.clock()).isEqualTo(new Megahertz(780));
            assertThat(row.ttft()).isEqualTo(Duration.ofMillis(250));
            assertThat(row.tbt()).isEqualTo(Duration.ofMillis(33));
        });
    }

    @Test
    void asksForAFileThatIsNotThere() {
        refuses(folder.resolve("none.csv"), "none.csv: no such file");
        refuses(folder, "no such file");
    }

    @Test
    void namesTheMissingColumns() throws IOException {
        refuses(file("tp,input_len,output_len,rps,power,ttft_p99\n" + ROW), "line 1: no column freq, tpot_p99;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n"})
    void namesEveryColumnOfAnEmptyFile(String text) throws IOException {
        refuses(file(text), "line 1: no column tp, input_len, output_len, freq, rps, power, ttft_p99, tpot_p99");
    }

    @Test
    void wantsRowsBelowTheHeader() throws IOException {
        refuses(file(HEADER + "\n\n"), "no rows below the header");
    }

    @Test
    void namesTheRowThatIsCutOff() throws IOException {
        refuses(file(HEADER + ROW + "4,1023,99,780,0.5,84"), "line 3: 6 values, but the header has 8");
        refuses(file(HEADER + "4,1023,99,780,0,5,843.5,0.25,0.033\n"), "line 2: 9 values, but the header has 8");
    }

    @ParameterizedTest
    @CsvSource({
        "tp, 4, four",
        "tp, 4, 0",
        "freq, 780, 780MHz",
        "freq, 780, 20000",
        "rps, 0.5, 0",
        "power, 843.5, ''",
        "power, 843.5, -5",
        "ttft_p99, 0.25, NaN",
        "tpot_p99, 0.033, Infinity",
    })
    void namesTheRowAndColumnOfAJunkNumber(String column, String good, String junk) throws IOException {
        String spoilt = ("," + ROW.strip() + ",").replace("," + good + ",", "," + junk + ",");

        refuses(
                file(HEADER + ROW + spoilt.substring(1, spoilt.length() - 1)),
                "line 3: " + column + " is '" + junk + "'; it must be a number from ");
    }

    @Test
    void refusesAFileThatIsNoText() throws IOException {
        Path file = folder.resolve("latin.csv");
        Files.write(file, (HEADER + ROW + "ä").getBytes(StandardCharsets.ISO_8859_1));

        refuses(file, "cannot be read as UTF-8 text");
    }

    @Test
    void refusesAFileTooLargeForASweep() throws IOException {
        Path file = folder.resolve("large.csv");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength((16L << 20) + 1);
        }

        refuses(file, "larger than 16 MiB");
    }

    private static void refuses(Path file, String message) {
        assertThatExceptionOfType(SweepFormatException.class)
                .isThrownBy(() -> SweepReader.read(file))
                .withMessageContaining(file + ": ")
                .withMessageContaining(message);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("sweep.csv"), text);
    }
}
