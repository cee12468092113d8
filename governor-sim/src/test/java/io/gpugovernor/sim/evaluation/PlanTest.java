package io.gpugovernor.sim.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpugovernor.sim.gpu.Scheduling;
import io.gpugovernor.sim.tournament.Contender;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Matrix STANDARD = Evaluations.standard();

    @Test
    void comparesOnThreeKindsOfHardwareFromTenToEightyFivePercent() {
        assertThat(seen(Study.LOADS, setting -> setting.hardware().name()))
                .containsExactlyInAnyOrder("h100-llama-70b-tp8", "h100-llama-8b", "a800-qwen-32b-tp2");
        assertThat(seen(Study.LOADS, setting -> setting.course().name()))
                .contains("10 %", "25 %", "40 %", "55 %", "70 %", "85 %", "10-85-10 %");
        assertThat(seen(Study.LOADS, setting -> setting.workload().name()))
                .containsExactlyInAnyOrder("conversation", "code");
    }

    @Test
    void runsEveryOneOfTheNineClasses() {
        Set<String> classes = Stream.of(WorkloadPreset.values())
                .map(WorkloadPreset::presetName)
                .filter(name -> !Set.of("conversation", "code", "reasoning", "documents")
                        .contains(name))
                .collect(Collectors.toSet());

        assertThat(seen(Study.CLASSES, setting -> setting.workload().name()))
                .hasSize(9)
                .isEqualTo(classes);
    }

    @Test
    void runsADayAStepAFlipAndALongSilence() {
        assertThat(seen(
                        Study.SHAPES,
                        setting -> setting.workload().name() + ", "
                                + setting.course().name()))
                .containsExactlyInAnyOrder(
                        "conversation, diurnal day",
                        "conversation, step 20 to 80 %",
                        "large-small then small-large, 55 %",
                        "conversation, 55 % around a long silence");
    }

    @Test
    void comparesOnAnEngineThatComputesPromptsFirst() {
        assertThat(seen(
                        Study.SCHEDULING,
                        setting -> setting.hardware().limits().scheduling().title()))
                .containsExactly(Scheduling.PREFILL_FIRST.title());
        assertThat(seen(Study.SCHEDULING, setting -> setting.course().name()))
                .containsExactlyInAnyOrder("25 %", "55 %", "85 %");
    }

    @Test
    void variesEachAssumptionOverItsWholeRange() {
        assertThat(varied(Study.TELEMETRY)).startsWith(20.0).endsWith(5000.0);
        assertThat(varied(Study.CALL)).startsWith(5.0).endsWith(200.0);
        assertThat(varied(Study.STALL)).startsWith(0.0).endsWith(200.0);
        assertThat(varied(Study.ERROR)).startsWith(-20.0).contains(0.0).endsWith(20.0);
        assertThat(varied(Study.KNEE)).startsWith(0.6).endsWith(0.85);
    }

    @Test
    void changesOnlyWhatAStudyIsAbout() {
        Entry slow = STANDARD.of(Study.STALL).stream()
                .filter(entry -> entry.x() == 200 && entry.cell().contender() instanceof Contender.Slack)
                .findFirst()
                .orElseThrow();
        Setting usual = STANDARD.of(Study.COLD).get(0).cell().setting();

        assertThat(slow.cell().setting().switching().stall()).hasMillis(200);
        assertThat(slow.cell().setting().switching(usual.switching())).isEqualTo(usual);
    }

    @Test
    void startsColdFromOtherHardware() {
        assertThat(seen(Study.COLD, setting -> setting.belief().label()))
                .containsExactlyInAnyOrder("exact", "a800-qwen-32b-tp2", "h100-llama-8b");
        assertThat(STANDARD.of(Study.COLD)).allMatch(entry -> entry.cell().watched());
    }

    @Test
    void runsEveryPolicyInEverySettingThatIsCompared() {
        for (Study study : List.of(Study.LOADS, Study.CLASSES, Study.SHAPES, Study.SCHEDULING)) {
            Map<String, Set<String>> policies = STANDARD.of(study).stream()
                    .collect(Collectors.groupingBy(
                            entry -> entry.cell().setting().workload().name()
                                    + entry.cell().setting().course().name()
                                    + entry.cell().setting().hardware().name(),
                            Collectors.mapping(entry -> entry.cell().contender().name(), Collectors.toSet())));
            assertThat(policies.values())
                    .allSatisfy(all -> assertThat(all)
                            .containsExactlyInAnyOrderElementsOf(Contender.parseAll("all").stream()
                                    .map(Contender::name)
                                    .toList()));
        }
    }

    @Test
    void runsEachCellOnceAndItsBaselineBeforeIt() {
        List<String> keys = List.copyOf(STANDARD.cells().keySet());

        assertThat(keys).doesNotHaveDuplicates();
        assertThat(STANDARD.entries())
                .allSatisfy(
                        entry -> assertThat(keys.indexOf(entry.cell().baseline().key()))
                                .isBetween(0, keys.indexOf(entry.cell().key())));
    }

    @Test
    void runsOnceWhatDoesNotDependOnWhatIsVaried() {
        Set<String> best = STANDARD.of(Study.TELEMETRY).stream()
                .filter(entry -> entry.cell().contender() instanceof Contender.StaticBest)
                .map(entry -> entry.cell().key())
                .collect(Collectors.toSet());

        assertThat(best).as("one for each seed, whatever the period").hasSize(2);
    }

    @Test
    void sparesTheClairvoyantAllSeedsButTheFirst() {
        assertThat(STANDARD.entries())
                .filteredOn(entry -> entry.cell().contender() instanceof Contender.Clairvoyance)
                .isNotEmpty()
                .allMatch(entry -> entry.cell().seed() == 1);
    }

    @Test
    void refusesAStudyThatDoesNotExistAndNamesThoseThatDo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Study.parseAll("loads,weather"))
                .withMessage("'weather' is no study; use loads, classes, shapes, scheduling, telemetry, call, stall,"
                        + " error, knee, cold or all");
    }

    private static Set<String> seen(Study study, Function<Setting, String> what) {
        return STANDARD.of(study).stream()
                .map(entry -> what.apply(entry.cell().setting()))
                .collect(Collectors.toSet());
    }

    private static List<Double> varied(Study study) {
        return STANDARD.of(study).stream().map(Entry::x).distinct().toList();
    }
}
