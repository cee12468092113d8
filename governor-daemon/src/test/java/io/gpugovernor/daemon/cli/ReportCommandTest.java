package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.daemon.report.SweptDataset;
import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.DatasetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    @TempDir
    private Path folder;

    @Test
    void drawsThePageIntoTheFolder() throws IOException {
        Path data = written(SweptDataset.classes());

        Ran ran = Ran.governor("characterize", "report", data.toString());

        assertThat(ran.err()).isEmpty();
        assertThat(ran.exit()).isEqualTo(ExitCodes.OK);
        assertThat(ran.out())
                .contains("Written: " + data.resolve("report.html"))
                .contains("Not in this dataset: Figures 6 to 10, which need at least two degrees of tensor parallelism")
                .contains("--figures 11-15");
        assertThat(Files.readString(data.resolve("report.html"))).contains("Figure 5: normalized energy");
    }

    @Test
    void drawsThePageElsewhere() {
        Path data = written(SweptDataset.configurations());
        Path page = folder.resolve("page.html");

        Ran ran = Ran.governor("characterize", "report", data.toString(), "--out", page.toString());

        assertThat(ran.exit()).isEqualTo(ExitCodes.OK);
        assertThat(page).content().contains("Figure 10: normalized total energy");
        assertThat(data.resolve("report.html")).doesNotExist();
    }

    @Test
    void refusesAFolderWithoutADataset() {
        Ran ran = Ran.governor("characterize", "report", folder.toString());

        assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(ran.onlyLine()).contains(folder + ": no manifest.json there");
    }

    @Test
    void namesTheRowThatCannotBeUnderstood() throws IOException {
        Path data = written(SweptDataset.classes());
        Path points = data.resolve("points.csv");
        List<String> lines = Files.readAllLines(points);
        lines.set(2, lines.get(2).replaceFirst("990|1605|1980", "fast"));
        Files.write(points, lines);

        Ran ran = Ran.governor("characterize", "report", data.toString());

        assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(ran.onlyLine()).contains(points + ": line 3").contains("fast");
    }

    @Test
    void refusesAPageThatCannotBeWritten() {
        Path data = written(SweptDataset.classes());

        Ran ran = Ran.governor("characterize", "report", data.toString(), "--out", "/nowhere/page.html");

        assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(ran.onlyLine()).contains("--out: cannot write /nowhere/page.html");
    }

    @Test
    void printsThePapersStatementsWithTheirRules() {
        Path classes = written(SweptDataset.classes());

        Ran ran = Ran.governor("characterize", "paper", classes.toString());

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .contains("| no. | statement | paper | here | |")
                .contains(
                        "| 1 | maximum throughput lost at half the clock, small input and output | about 20 % | 100 % |"
                                + " **differs** |")
                .contains("| 1 | SS: 1 - maximum throughput under the SLO near 990 MHz")
                .contains("Not in these datasets: what goes with Figures 6 to 10");
    }

    @Test
    void asksEachDatasetForWhatItHas() {
        Path classes = written(SweptDataset.classes());
        Path configurations = written(SweptDataset.configurations());

        Ran ran = Ran.governor("characterize", "paper", classes.toString(), configurations.toString());

        assertThat(ran.out())
                .contains("| 3a |")
                .contains("| 5a |")
                .contains("| 7a |")
                .doesNotContain("Not in");
    }

    @Test
    void refusesStatementsOfNothing() {
        Ran ran = Ran.governor("characterize", "paper", folder.toString());

        assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(ran.onlyLine()).contains("no manifest.json there");
    }

    private Path written(Dataset dataset) {
        Path data = folder.resolve("data" + dataset.points().size());
        try (DatasetWriter writer = DatasetWriter.begin(data, dataset.manifest())) {
            dataset.isolated().forEach(writer::add);
            dataset.idle().forEach(writer::add);
            dataset.capacities().forEach(writer::add);
            dataset.points().forEach(writer::add);
        }
        return data;
    }
}
