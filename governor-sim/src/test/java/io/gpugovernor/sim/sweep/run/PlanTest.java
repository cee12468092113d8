package io.gpugovernor.sim.sweep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.sweep.RequestRate;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.bench.TwinLaboratory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final HardwareProfile PROFILE = HardwareProfiles.load("h100-llama-70b-tp8");
    private static final ClockTable TABLE = PROFILE.clocks();

    @Test
    void visitsThePapersClocksAtTheNearestSteps() {
        assertThat(SweptClocks.paper(TABLE)).isEqualTo(clocks(795, 1005, 1200, 1395, 1605, 1800, 1980));
        assertThat(SweptClocks.paper(HardwareProfiles.load("a800-qwen-32b-tp2").clocks()))
                .isEqualTo(clocks(795, 1005, 1200, 1395, 1410));
    }

    @Test
    void looksBelowTheSweepForTheProfile() {
        assertThat(SweptClocks.bench(TABLE, clocks(795, 1980))).isEqualTo(clocks(345, 570, 795, 1980));
        assertThat(SweptClocks.bench(TABLE, clocks(345))).isEqualTo(clocks(345, 1980));
    }

    @Test
    void plansEveryClassAtEveryClockOnceAndTheReferenceBeside() {
        Plan plan = plan(List.of(new Setup(8, 256), new Setup(8, 2)), clocks(795, 1200));

        List<List<Task>> phases = new Agenda(plan, TwinLaboratory.of(PROFILE, plan.setups())).phases();

        assertThat(phases.get(0)).filteredOn(IsolatedTask.class::isInstance).hasSize(2 * 3);
        assertThat(phases.get(0)).filteredOn(IdleTask.class::isInstance).hasSize(2 * 5);
        assertThat(phases.get(1)).hasSize(2 * 3);
        assertThat(phases.get(2)).hasSize(2 * 2 * 2);
        assertThat(phases.stream().flatMap(List::stream).map(Task::name)).doesNotHaveDuplicates();
    }

    @Test
    void sendsNoVolleyThatTheBatchCannotHold() {
        Plan plan = plan(List.of(new Setup(8, 4)), clocks(795));

        assertThat(VolleyTask.all(
                        TwinLaboratory.of(PROFILE, plan.setups()).subject(new Setup(8, 4)), new Megahertz(795), plan))
                .isNotEmpty()
                .allSatisfy(task -> assertThat(task.batch()).isLessThanOrEqualTo(4))
                .anySatisfy(task -> assertThat(task.batch()).isEqualTo(4));
    }

    @Test
    void namesLoadsSoThatTheyCanBeFoundAgain() {
        assertThat(Load.MEDIUM).hasToString("50 %");
        assertThat(new Load.Share(new Ratio(0.07))).hasToString("7 %");
        assertThat(new Load.Fixed(new RequestRate(0.3))).hasToString("0.3 a second");
        assertThatThrownBy(() -> new Load.Share(Ratio.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsWhatEachSetOfFiguresCompares() {
        assertThat(FigureSet.parse("all")).containsExactly(FigureSet.values());
        assertThat(FigureSet.parse("6-10")).containsExactly(FigureSet.PARALLELISM);
        assertThat(FigureSet.parse("6-9")).isEmpty();
        assertThat(FigureSet.WORKLOADS.classes()).hasSize(9);
        assertThat(FigureSet.BATCHES.maxBatch()).containsExactly(4, 8, 16, 32, 64);
    }

    private static Plan plan(List<Setup> setups, List<Megahertz> swept) {
        return new Plan(
                setups.stream()
                        .flatMap(setup -> Stream.of(
                                new Cell(setup, WorkloadClass.SMALL_SMALL), new Cell(setup, WorkloadClass.SMALL_SMALL)))
                        .toList(),
                swept,
                SweptClocks.bench(TABLE, swept),
                TABLE.max(),
                List.of(Load.MEDIUM, new Load.Fixed(new RequestRate(1)), Load.MEDIUM),
                SloRule.PAPER,
                Effort.TWIN,
                1);
    }

    private static List<Megahertz> clocks(int... megahertz) {
        return Arrays.stream(megahertz).mapToObj(Megahertz::new).toList();
    }
}
