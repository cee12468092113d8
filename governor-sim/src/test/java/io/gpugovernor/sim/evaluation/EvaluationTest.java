package io.gpugovernor.sim.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.tournament.Contender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
    private static final Matrix MATRIX = Evaluations.small("max,idle-drop,slack", Study.LOADS);
    private static final String BUILD = "build 1";

    @TempDir
    private Path folder;

    @Test
    void runsEveryCell() throws IOException {
        Results results = run(MATRIX, BUILD, 2, new ArrayList<>());

        assertThat(results.outcomes())
                .hasSize(12)
                .containsOnlyKeys(MATRIX.cells().keySet());
        assertThat(results.reused()).isZero();
        assertThat(lines()).as("a run each, and one capacity").hasSize(13);
        for (Entry entry : MATRIX.entries()) {
            if (entry.cell().contender() instanceof Contender.Maximum) {
                assertThat(results.saving(entry.cell())).isZero();
            }
        }
    }

    @Test
    void runsOnlyWhatIsNotDone() throws IOException {
        Results whole = run(MATRIX, BUILD, 2, new ArrayList<>());
        List<String> kept = lines().subList(0, 6);
        Files.write(workFile(), kept);
        List<String> said = new ArrayList<>();

        Results resumed = run(MATRIX, BUILD, 2, said);

        assertThat(resumed.outcomes()).isEqualTo(whole.outcomes());
        assertThat(resumed.reused()).as("the first line is the capacity").isEqualTo(5);
        assertThat(lines()).startsWith(kept.toArray(String[]::new)).hasSize(13);
        assertThat(said).hasSize(7).last().asString().isEqualTo("12 of 12 runs done, about 0 s left");
    }

    @Test
    void dropsALineThatWasCutOff() throws IOException {
        Results whole = run(MATRIX, BUILD, 2, new ArrayList<>());
        String text = Files.readString(workFile());
        Files.writeString(workFile(), text.substring(0, text.length() - 40));

        assertThat(run(MATRIX, BUILD, 2, new ArrayList<>()).reused()).isEqualTo(11);
        assertThat(run(MATRIX, BUILD, 2, new ArrayList<>()).outcomes()).isEqualTo(whole.outcomes());
    }

    @Test
    void usesNothingThatAnotherBuildLeft() {
        run(MATRIX, BUILD, 2, new ArrayList<>());

        assertThat(run(MATRIX, "build 2", 2, new ArrayList<>()).reused()).isZero();
        assertThat(run(MATRIX, BUILD, 2, new ArrayList<>()).reused()).isEqualTo(12);
    }

    @Test
    void refusesAFileThatIsNoWorkFile() throws IOException {
        run(MATRIX, BUILD, 2, new ArrayList<>());
        Files.writeString(workFile(), "policy,saving\n", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> Journal.open(workFile(), BUILD))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("work.jsonl: line 14 is no line of a work file; delete the file");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> Journal.open(folder.resolve("none/work.jsonl"), BUILD))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("in a folder that can be written");
    }

    @Test
    void isTheSameOnAnyNumberOfThreads() throws IOException {
        Results alone = run(MATRIX, BUILD, 1, new ArrayList<>());
        Files.delete(workFile());

        assertThat(run(MATRIX, BUILD, 4, new ArrayList<>()).outcomes()).isEqualTo(alone.outcomes());
    }

    @Test
    void keepsTheCourseOfWatchedRuns() {
        Matrix cold = Evaluations.small("slack", Study.COLD);

        Results results = run(cold, BUILD, 2, new ArrayList<>());

        assertThat(cold.entries()).isNotEmpty().allSatisfy(entry -> {
            Outcome outcome = results.of(entry.cell());
            double joules =
                    outcome.course().stream().mapToDouble(Stretch::joules).sum();
            assertThat(outcome.course()).hasSize(6).allMatch(stretch -> stretch.setpointMegahertz() > 0);
            assertThat(joules / 60).isCloseTo(outcome.joules() / outcome.elapsedSeconds(), within(joules / 600));
            assertThat(outcome.course().stream().mapToInt(Stretch::switches).sum())
                    .isBetween(1, (int) outcome.clockChanges());
        });
    }

    private Results run(Matrix matrix, String build, int threads, List<String> said) {
        AtomicLong now = new AtomicLong();
        TimeSource wall = () -> new Moment(now.addAndGet(1_000_000));
        try (Journal journal = Journal.open(workFile(), build)) {
            Results results = new Evaluation(journal, threads, wall, said::add).run(matrix);
            return new Results(matrix, withoutWallTime(results), results.reused());
        }
    }

    private static Map<String, Outcome> withoutWallTime(Results results) {
        Map<String, Outcome> outcomes = new HashMap<>();
        results.outcomes()
                .forEach((key, run) -> outcomes.put(
                        key,
                        new Outcome(
                                run.requests(),
                                run.completed(),
                                run.joules(),
                                run.elapsedSeconds(),
                                run.ttftKept(),
                                run.tbtKept(),
                                run.jointKept(),
                                run.clockChanges(),
                                run.meanClockMegahertz(),
                                0,
                                run.course())));
        return outcomes;
    }

    private Path workFile() {
        return folder.resolve("work.jsonl");
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(workFile());
    }
}
