package io.gpugovernor.sim.sweep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.sweep.Capacity;
import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.DatasetWriter;
import io.gpugovernor.sim.sweep.Isolated;
import io.gpugovernor.sim.sweep.Laboratory;
import io.gpugovernor.sim.sweep.Manifest;
import io.gpugovernor.sim.sweep.Point;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.Subject;
import io.gpugovernor.sim.sweep.Testbed;
import io.gpugovernor.sim.sweep.TestbedException;
import io.gpugovernor.sim.sweep.bench.TwinLaboratory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
    private static final HardwareProfile PROFILE = HardwareProfiles.load("h100-llama-8b");
    private static final Setup SETUP = new Setup(1, 64);
    private static final Megahertz LOW = new Megahertz(1200);
    private static final Megahertz TOP = new Megahertz(1980);

    @TempDir
    private Path folder;

    @Test
    void measuresWhatThePaperMeasures() {
        Dataset dataset = sweep("one", 1, twins(), SloRule.PAPER);

        assertThat(dataset.manifest().complete()).isTrue();
        assertThat(dataset.isolated()).extracting(Isolated::clock).containsExactly(LOW, TOP);
        Isolated alone = dataset.isolated().get(1);
        Capacity top = dataset.capacities().get(1);
        assertThat(Durations.seconds(top.sloTtft())).isCloseTo(5 * alone.ttft().value(), within(1e-8));
        assertThat(top.sloTtft()).isEqualTo(dataset.capacities().get(0).sloTtft());
        assertThat(top.maximum().orElseThrow())
                .isGreaterThan(dataset.capacities().get(0).maximum().orElseThrow());
        assertThat(dataset.points()).hasSize(2).allSatisfy(point -> {
            assertThat(point.rate().perSecond())
                    .isEqualTo(top.maximum().orElseThrow().perSecond() / 2);
            assertThat(point.repeats()).isEqualTo(2);
            assertThat(point.power().margin()).isPresent();
            assertThat(point.energyPerRequest().value())
                    .isCloseTo(point.power().value() / point.throughput().value(), withPercentage(1));
        });
        Point low = dataset.points().get(0);
        assertThat(low.power().value())
                .isLessThan(dataset.points().get(1).power().value());
        assertThat(dataset.manifest().slos()).hasSize(1);
    }

    @Test
    void writesTheSameBytesWithOneThreadAndWithTwo() throws IOException {
        sweep("one", 1, twins(), SloRule.PAPER);
        sweep("two", 2, twins(), SloRule.PAPER);

        assertSameFiles("one", "two");
    }

    @Test
    void goesOnAfterAnInterruptionAsIfThereHadBeenNone() throws IOException {
        sweep("whole", 1, twins(), SloRule.PAPER);
        for (int rows : new int[] {7, 30, 4}) {
            assertThatThrownBy(() -> sweep("resumed", 1, new Breaking(rows), SloRule.PAPER))
                    .isInstanceOf(TestbedException.class);
        }
        Path torn = folder.resolve("resumed").resolve("volleys.csv");
        String text = Files.readString(torn);
        Files.writeString(torn, text.substring(0, text.length() - 20));

        sweep("resumed", 2, twins(), SloRule.PAPER);

        assertSameFiles("whole", "resumed");
    }

    @Test
    void measuresNothingTwice() {
        sweep("one", 1, twins(), SloRule.PAPER);
        Breaking none = new Breaking(0);

        assertThat(sweep("one", 1, none, SloRule.PAPER).points()).hasSize(2);
    }

    @Test
    void leavesLoadsOutWhereNoRateKeepsTheSlo() {
        SloRule impossible = new SloRule(Optional.of(Duration.ofMillis(1)), Optional.empty());

        Dataset dataset = sweep("impossible", 1, twins(), impossible);

        assertThat(dataset.capacities())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.maximum()).isEmpty());
        assertThat(dataset.points()).isEmpty();
    }

    private Dataset sweep(String name, int threads, Laboratory laboratory, SloRule slos) {
        Plan plan = new Plan(
                List.of(new Cell(SETUP, WorkloadClass.SMALL_SMALL)),
                List.of(LOW, TOP),
                List.of(LOW, TOP),
                TOP,
                List.of(Load.MEDIUM),
                slos,
                new Effort(2, 200, Duration.ofSeconds(1)),
                7);
        Manifest manifest = new Manifest(
                Manifest.SCHEMA,
                "twin",
                List.of(laboratory.subject(SETUP)),
                plan.seed(),
                Map.of(),
                Map.of(),
                "",
                List.of(),
                false);
        try (DatasetWriter writer = DatasetWriter.resume(folder.resolve(name), manifest)) {
            List<String> progress = new ArrayList<>();
            return new Sweep(laboratory, plan, writer, threads).run(() -> new Moment(0), progress::add);
        }
    }

    private void assertSameFiles(String one, String other) throws IOException {
        for (Path file : DatasetWriter.files(folder.resolve(one))) {
            assertThat(folder.resolve(other).resolve(file.getFileName())).hasSameTextualContentAs(file);
        }
    }

    private static Laboratory twins() {
        return TwinLaboratory.of(PROFILE, List.of(SETUP));
    }

    /** Breaks down after so many testbeds, as a node does that loses its engine. */
    private static final class Breaking implements Laboratory {
        private final Laboratory sound = twins();
        private final AtomicInteger left;

        Breaking(int testbeds) {
            left = new AtomicInteger(testbeds);
        }

        @Override
        public List<Setup> setups() {
            return sound.setups();
        }

        @Override
        public Testbed open(Setup setup, long seed) {
            if (left.getAndDecrement() == 0) {
                throw new TestbedException("the engine is gone");
            }
            return sound.open(setup, seed);
        }

        @Override
        public Subject subject(Setup setup) {
            return sound.subject(setup);
        }

        @Override
        public Duration perRequest() {
            return sound.perRequest();
        }

        @Override
        public int atOnce() {
            return 1;
        }
    }
}
