package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.DatasetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CharacterizeCommandTest {
    @TempDir
    private static Path shared;

    private static Path data;
    private static Ran ran;

    @TempDir
    private Path folder;

    @BeforeAll
    static void measureOnce() {
        data = shared.resolve("data");
        ran = tiny(data);
    }

    @Test
    void measuresATwinSumsUpAndSaysWhatItWrote() {

        assertThat(ran.exit()).isEqualTo(ExitCodes.OK);
        assertThat(ran.err().lines().findFirst().orElse(""))
                .matches("characterize: \\d+ measurements; the rest takes about \\d+\\.\\d s");
        List<String> lines = ran.out().lines().toList();
        assertThat(lines.get(0)).startsWith("configuration").endsWith("least energy, medium load");
        assertThat(lines.get(1))
                .matches(
                        "TP1, batch 32 +SS +[\\d.]+ / [\\d.]+ +[\\d.]+ / [\\d.]+ +[\\d.]+ +"
                                + "[\\d.]+ \\(-\\d+ %\\) at 1200 +(ttft|tbt|both) +(1200|1980) MHz: \\d+ J a request, [-+]\\d+ %");
        assertThat(ran.out()).contains("Written: ").contains("points.csv").contains("manifest.json");
        Dataset dataset = DatasetReader.read(data);
        assertThat(dataset.points()).hasSize(2);
        assertThat(dataset.manifest().command())
                .startsWith("./gpu-governor characterize --hardware h100-llama-8b --classes ss");
        assertThat(dataset.manifest().options()).containsEntry("repeats", "2").containsEntry("loads", "[50 %]");
    }

    @Test
    void goesOnOnlyWhenToldAndOnlyWithTheSame() {
        assertThat(tiny(data).onlyLine())
                .isEqualTo("characterize: " + data
                        + ": holds a characterization already; go on with --resume, or give another folder");
        assertThat(tiny(data, "--resume").err()).contains("measurements, ").contains(" of them done before");
        Ran other = tiny(data, "--resume", "--seed", "2");
        assertThat(other.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(other.onlyLine()).contains("was measured otherwise: seed was 1, now 2;");
    }

    @Test
    void saysEverythingThatIsWrongWithTheOptionsAtOnce() {
        Ran refused = Ran.governor(
                "characterize",
                "--figures=7",
                "--classes=SS,XX",
                "--clocks=1200,fast",
                "--load=0",
                "--rate=-1",
                "--repeats=0",
                "--requests=10",
                "--slo-ttft=3",
                "--max-batch=1.5",
                "--hardware=h1000");

        assertThat(refused.exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(refused.onlyLine())
                .contains("--figures: '7' is not 1-5, 6-10, 11-15 or all; ")
                .contains("--clocks: 'fast' is not a clock")
                .contains("--classes: 'XX' is no class; they are SS, SM, SL, MS, MM, ML, LS, LM and LL")
                .contains("--max-batch: '1.5' is not a whole number from 1 to 100000")
                .contains("--load: '0' is not medium, or a percentage above 0 and up to 100")
                .contains("--rate: a request rate is above 0 a second, not -1.0")
                .contains("--slo-ttft: the duration '3' has no unit")
                .contains("--repeats: '0' is not a whole number from 1 to 100")
                .contains("--requests: '10' is not a whole number from 100 to 1000000")
                .contains("--out: name the folder for the dataset")
                .contains("--hardware: h1000: no such hardware profile or file");
    }

    @Test
    void namesTheNearestStepsOfAClockThatIsNone() {
        Ran refused = Ran.governor("characterize", "--out", folder.toString(), "--clocks", "1201,2500");

        assertThat(refused.exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(refused.onlyLine())
                .isEqualTo("characterize: --clocks: h100-llama-70b-tp8 has no step of 1201 MHz; the nearest are 1200"
                        + " and 1215; --clocks: h100-llama-70b-tp8 has no step of 2500 MHz; the nearest is 1980");
    }

    @Test
    void namesTheParallelismsThereAre() {
        Ran refused =
                Ran.governor("characterize", "--hardware=h100-llama-8b", "--figures=6-10", "--out", folder.toString());

        assertThat(refused.exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(refused.onlyLine())
                .contains("--tensor-parallel: no profile of ")
                .contains(" on 8 GPUs; there are [1]");
    }

    @Test
    void refusesAFolderThatCannotBe() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        Ran refused = tiny(file);

        assertThat(refused.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(refused.onlyLine()).isEqualTo("characterize: " + file + ": is a file; give a folder");
    }

    @Test
    void comparesADatasetWithItselfAndWithAnotherSeed() {
        Path one = data;
        Path other = folder.resolve("other");
        tiny(other, "--seed", "2");

        Ran same = Ran.governor("characterize", "compare", one.toString(), one.toString());
        Ran different = Ran.governor("characterize", "compare", "--all", one.toString(), other.toString());

        assertThat(same.exit()).isEqualTo(ExitCodes.OK);
        assertThat(same.out()).contains("0 are in the first only, 0 in the second only");
        assertThat(same.out().lines().filter(line -> line.startsWith("power ")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("+0.0 %"));
        assertThat(different.out())
                .contains("maximum throughput")
                .contains("TP1, batch 32, SS, 1200MHz, 50 % load")
                .contains("median difference");
    }

    @Test
    void refusesToCompareWhatHasNothingInCommonOrIsNoDataset() {
        Path one = data;
        Path other = folder.resolve("other");
        tiny(other, "--max-batch", "16");

        Ran nothing = Ran.governor("characterize", "compare", one.toString(), other.toString());
        Ran none = Ran.governor("characterize", "compare", one.toString(), folder.toString());

        assertThat(nothing.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(nothing.onlyLine())
                .contains("nothing in common: ")
                .contains("twin h100-llama-8b, TP1, batch 32")
                .contains("twin h100-llama-8b, TP1, batch 16")
                .endsWith("rows match on configuration, class, clock and load");
        assertThat(none.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(none.onlyLine()).contains("no manifest.json there; name the folder that characterize wrote");
    }

    private static Ran tiny(Path data, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "characterize",
                "--hardware",
                "h100-llama-8b",
                "--classes",
                "ss",
                "--clocks",
                "1200,1980",
                "--requests",
                "100",
                "--repeats",
                "2",
                "--out",
                data.toString()));
        if (!List.of(more).contains("--max-batch")) {
            arguments.addAll(List.of("--max-batch", "32"));
        }
        arguments.addAll(List.of(more));
        return Ran.governor(arguments.toArray(String[]::new));
    }
}
