package io.gpugovernor.sim.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetTest {
    @TempDir
    private Path folder;

    @Test
    void readsWhatWasWrittenToTheLastDigit() {
        Dataset written = write();

        Dataset read = DatasetReader.read(folder);

        assertThat(read).isEqualTo(written);
        assertThat(read.points())
                .containsExactly(
                        Rows.point(1980, Optional.empty(), 1 / 3.0), Rows.point(345, Optional.of(new Ratio(0.5)), 7));
        assertThat(read.isolated()).containsExactly(Rows.isolated(345), Rows.isolated(1980));
        assertThat(read.volleys()).containsExactly(Rows.volley(345, 1), Rows.volley(345, 96));
        assertThat(read.idle()).containsExactly(Rows.idle(345));
        assertThat(read.capacities())
                .containsExactly(
                        Rows.capacity(345, Optional.empty()), Rows.capacity(1980, Optional.of(new RequestRate(0.1))));
        assertThat(read.manifest().complete()).isTrue();
        assertThat(read.manifest().slos()).hasSize(1);
        assertThat(read.manifest().subjects()).isEqualTo(Rows.manifest(1).subjects());
    }

    private Dataset write() {
        try (DatasetWriter writer = DatasetWriter.begin(folder, Rows.manifest(1))) {
            writer.add(Rows.point(345, Optional.of(new Ratio(0.5)), 7));
            writer.add(Rows.point(1980, Optional.empty(), 1 / 3.0));
            writer.add(Rows.isolated(1980));
            writer.add(Rows.isolated(345));
            writer.add(Rows.volley(345, 96));
            writer.add(Rows.volley(345, 1));
            writer.add(Rows.idle(345));
            writer.add(Rows.capacity(1980, Optional.of(new RequestRate(0.1))));
            writer.add(Rows.capacity(345, Optional.empty()));
            return writer.complete(List.of(
                    new Target(Rows.SETUP, WorkloadClass.LARGE_LARGE, Duration.ofMillis(280), Duration.ofNanos(61))));
        }
    }

    @Test
    void namesTheUnitsInTheHeader() throws IOException {
        write();

        assertThat(Files.readAllLines(folder.resolve("idle.csv")).get(0))
                .isEqualTo("tensor_parallel,max_batch,clock_mhz,span_s,power_w");
        assertThat(Files.readAllLines(folder.resolve("capacity.csv")).get(0))
                .isEqualTo("tensor_parallel,max_batch,class,input_tokens,output_tokens,clock_mhz,slo_ttft_s,slo_tbt_s,"
                        + "max_throughput_rps,ttft_p99_s,tbt_p99_s,power_w,energy_request_j,limited_by");
    }

    @Test
    void dropsALastLineThatWasCutOff() throws IOException {
        try (DatasetWriter writer = DatasetWriter.begin(folder, Rows.manifest(1))) {
            writer.add(Rows.idle(345));
        }
        Path idle = folder.resolve("idle.csv");
        String whole = Files.readString(idle);
        Files.writeString(idle, "8,256,1980,10.0,12", StandardOpenOption.APPEND);

        assertThat(DatasetReader.read(folder).idle()).containsExactly(Rows.idle(345));
        try (DatasetWriter writer = DatasetWriter.resume(folder, Rows.manifest(1))) {
            assertThat(writer.begun().idle()).containsExactly(Rows.idle(345));
        }
        assertThat(idle).hasContent(whole);
    }

    @Test
    void refusesToGoOnWithSomethingElseAndNamesTheDifference() {
        DatasetWriter.begin(folder, Rows.manifest(1)).close();

        assertThatThrownBy(() -> DatasetWriter.resume(folder, Rows.manifest(2)))
                .isInstanceOf(DatasetException.class)
                .hasMessage(
                        folder + ": was measured otherwise: seed was 1, now 2; repeat the command as it was, or give"
                                + " another folder");
    }

    @Test
    void refusesToBeginWhereADatasetIs() {
        DatasetWriter.begin(folder, Rows.manifest(1)).close();

        assertThatThrownBy(() -> DatasetWriter.begin(folder, Rows.manifest(1)))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("holds a characterization already; go on with --resume");
    }

    @Test
    void refusesAFolderThatIsAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> DatasetWriter.begin(file, Rows.manifest(1)))
                .isInstanceOf(DatasetException.class)
                .hasMessage(file + ": is a file; give a folder");
    }

    @Test
    void saysInOneLineThatTheDiskIsFullAndKeepsWhatIsThere() {
        Path file = folder.resolve("points.csv");
        SheetFile full = new SheetFile(file, new BufferedWriter(new FullDisk()));

        assertThatThrownBy(() -> full.append("1,2,3"))
                .isInstanceOf(DatasetException.class)
                .hasMessage(file + ": cannot be written (No space left on device); what was measured before is kept:"
                        + " make room and repeat the command with --resume");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8,256,345,10.0           | line 2: 4 values, but the header has 5",
                "8,256,fast,10.0,12.0     | line 2: clock_mhz is 'fast'; it must be a number of at least 0",
                "8,256,345.5,10.0,12.0    | line 2: clock_mhz is '345.5'; it must be a whole number of at least 1",
                "0,256,345,10.0,12.0      | line 2: tensor_parallel is '0'; it must be a whole number of at least 1",
                "8,256,345,10.0,-1        | line 2: power_w is '-1'; it must be a number of at least 0",
                "8,256,345,10.0,NaN       | line 2: power_w is 'NaN'; it must be a number of at least 0",
                "8,256,1000000,10.0,1     | line 2: clock must lie within 1 and 100000 MHz",
            })
    void refusesALineItDoesNotUnderstandAndNamesThePlace(String line, String said) throws IOException {
        DatasetWriter.begin(folder, Rows.manifest(1)).close();
        Path idle = folder.resolve("idle.csv");
        Files.writeString(idle, line + "\n", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> DatasetReader.read(folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(idle + ": " + said);
    }

    @Test
    void refusesFilesOfSomethingElse() throws IOException {
        assertThatThrownBy(() -> DatasetReader.read(folder)).hasMessageContaining("no manifest.json there");

        Files.writeString(folder.resolve("manifest.json"), "[1]");
        assertThatThrownBy(() -> DatasetReader.read(folder)).hasMessageContaining("not a manifest");

        Files.writeString(folder.resolve("manifest.json"), "{\"schema\": 99}");
        assertThatThrownBy(() -> DatasetReader.read(folder))
                .hasMessageContaining("schema 99, but this program knows 1");

        Files.delete(folder.resolve("manifest.json"));
        DatasetWriter.begin(folder, Rows.manifest(1)).close();
        Files.writeString(folder.resolve("points.csv"), "a,b\n");
        assertThatThrownBy(() -> DatasetReader.read(folder)).hasMessageContaining("line 1: the columns are not");
    }

    @Test
    void knowsThePapersLengths() {
        assertThat(Prompt.of(WorkloadClass.SMALL_LARGE)).isEqualTo(new Prompt(100, 256));
        assertThat(Prompt.of(WorkloadClass.MEDIUM_SMALL)).isEqualTo(new Prompt(500, 50));
        assertThat(Prompt.of(WorkloadClass.LARGE_MEDIUM)).isEqualTo(new Prompt(1024, 128));
        assertThat(Rows.idle(345).clock()).isEqualTo(new Megahertz(345));
    }

    private static final class FullDisk extends Writer {
        @Override
        public void write(char[] text, int from, int length) throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
