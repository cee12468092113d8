package io.gpugovernor.sim.sweep.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.IdleRow;
import io.gpugovernor.sim.sweep.Laboratory;
import io.gpugovernor.sim.sweep.Manifest;
import io.gpugovernor.sim.sweep.Prompt;
import io.gpugovernor.sim.sweep.Reading;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.Testbed;
import io.gpugovernor.sim.sweep.Timing;
import io.gpugovernor.sim.sweep.Volley;
import io.gpugovernor.sim.sweep.bench.TwinLaboratory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FittedProfilesTest {
    private static final HardwareProfile TP8 = HardwareProfiles.load("h100-llama-70b-tp8");
    private static final Setup WIDE = new Setup(8, 256);
    private static final int[][] VOLLEYS = {{1, 128, 1}, {1, 2048, 1}, {1, 256, 96}, {16, 256, 96}, {64, 1536, 96}};

    @TempDir
    private Path folder;

    @Test
    void writesAProfileThatCanBeLoaded() throws IOException {
        Map<String, String> files = FittedProfiles.of(measured(WIDE), "a twin, in data", "2026-01-31");

        assertThat(files).containsOnlyKeys("profile.yaml");
        assertThat(files.get("profile.yaml")).startsWith("# Fitted on 2026-01-31 to a twin, in data.\n");
        Path file = Files.writeString(folder.resolve("profile.yaml"), files.get("profile.yaml"));
        HardwareProfile loaded = HardwareProfiles.load(file.toString());
        assertThat(loaded.name()).isEqualTo("h100-llama-70b-tp8-fitted");
        assertThat(loaded.limits()).isEqualTo(TP8.limits());
        assertThat(loaded.clocks()).isEqualTo(TP8.clocks());
        assertThat(loaded.timing().perToken()).isBetween(26e-6, 29e-6);
    }

    @Test
    void writesOneForEveryNumberOfGpusFromItsLargestBatch() {
        Dataset dataset = measured(new Setup(4, 16), new Setup(4, 64), WIDE);

        Map<String, String> files = FittedProfiles.of(dataset, "twins", "2026-01-31");

        assertThat(files).containsOnlyKeys("profile-tp4.yaml", "profile-tp8.yaml");
        assertThat(files.get("profile-tp4.yaml"))
                .contains("name: \"h100-llama-70b-tp4-fitted\"", "count: 4", "maxSequences: 64");
    }

    @Test
    void refusesADatasetWithoutMeasurements() {
        Dataset dataset = measured(WIDE);
        Dataset nothing = Dataset.empty(dataset.manifest());

        assertThatThrownBy(() -> FittedProfiles.of(nothing, "nothing", "2026-01-31"))
                .isInstanceOf(FitException.class)
                .hasMessageContaining("clocks at which idle power was measured: 0, and at least 2 are needed");
    }

    private static Dataset measured(Setup... setups) {
        Laboratory laboratory = TwinLaboratory.of(TP8, List.of(setups));
        List<Volley> volleys = new ArrayList<>();
        List<IdleRow> idle = new ArrayList<>();
        for (Setup setup : setups) {
            for (int clock : new int[] {600, 990, 1395, 1980}) {
                measure(laboratory, setup, new Megahertz(clock), volleys, idle);
            }
        }
        Manifest manifest = new Manifest(
                Manifest.SCHEMA,
                "twin",
                List.of(setups).stream().map(laboratory::subject).toList(),
                1,
                Map.of(),
                Map.of(),
                "characterize",
                List.of(),
                true);
        return new Dataset(manifest, List.of(), volleys, idle, List.of(), List.of());
    }

    private static void measure(
            Laboratory laboratory, Setup setup, Megahertz clock, List<Volley> volleys, List<IdleRow> idle) {
        try (Testbed testbed = laboratory.open(setup, clock.value())) {
            testbed.lock(Optional.of(clock));
            Reading rest = testbed.rest(Duration.ofSeconds(2));
            idle.add(new IdleRow(
                    setup, clock, rest.elapsed(), new Watts(rest.power().value())));
            for (int[] volley : VOLLEYS) {
                if (volley[0] <= setup.maxSequences()) {
                    Reading reading = testbed.volley(volley[0], new Prompt(volley[1], volley[2]));
                    volleys.add(row(setup, clock, volley, reading));
                }
            }
        }
    }

    private static Volley row(Setup setup, Megahertz clock, int[] volley, Reading reading) {
        Timing last = reading.requests().stream()
                .max(Comparator.comparing(Timing::ttft))
                .orElseThrow();
        return new Volley(
                setup,
                clock,
                volley[0],
                new Prompt(volley[1], volley[2]),
                1,
                last.ttft(),
                last.ttft(),
                last.tbt(),
                last.tbt(),
                reading.elapsed(),
                new Joules(reading.energy().value()),
                Ratio.ZERO);
    }
}
