package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.daemon.loadgen.SimulatedEngine;
import io.gpugovernor.daemon.node.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code characterize} on a node: a simulated engine over HTTP, the double's GPUs, and every way it can end. */
@Timeout(120)
class CharacterizeLiveTest {
    /** An engine this fast leaves rows every few milliseconds. */
    private static final double SPEED = 40;

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // made before each test
    private DoubledNode node;

    @SuppressWarnings("NullAway.Init") // made before each test
    private SimulatedEngine engine;

    private final List<ChildJvm> children = new ArrayList<>();

    @BeforeEach
    void anEngineOnTwoGpus() throws Exception {
        engine = new SimulatedEngine("h100-llama-8b", SPEED, 1);
        node = DoubledNode.in(folder, "gpus=2");
    }

    @AfterEach
    void end() {
        children.forEach(ChildJvm::close);
        engine.close();
    }

    @Test
    void leavesNoLockHoweverItEndsAndGoesOnWhereItEnded() throws Exception {
        ChildJvm told = characterize("--mode", "enforce");
        rowsOf("volleys.csv", 3, told);
        assertThat(node.locked()).containsExactly(0, 1);
        assertThat(node.lease()).contains(DoubledNode.uuid(0), DoubledNode.uuid(1));
        told.signal("TERM");
        assertThat(told.ends()).isEqualTo(143);
        node.setAndReleasedExactly(0, 1);
        assertThat(node.lease()).doesNotContain("GPU-");
        int kept = rows("volleys.csv").size();

        ChildJvm killed = characterize("--mode", "enforce", "--resume");
        rowsOf("volleys.csv", kept + 3, killed);
        killed.signal("KILL");
        assertThat(killed.ends()).isEqualTo(137);
        assertThat(node.locked()).containsExactly(0, 1);

        ChildJvm release = child("release");
        assertThat(release.ends()).isEqualTo(ExitCodes.OK);
        assertThat(node.locked()).isEmpty();
        assertThat(rows("volleys.csv")).doesNotHaveDuplicates();
    }

    @Test
    void writesNothingInObserveModeAndKeepsWhatItMeasuredWhenTheEngineDies() throws Exception {
        ChildJvm observing = characterize();
        rowsOf("volleys.csv", 3, observing);
        engine.close();

        assertThat(observing.ends()).isEqualTo(ExitCodes.FAILURE);
        assertThat(observing.err().lines().toList())
                .last()
                .asString()
                .startsWith("characterize: " + engine.url() + " ")
                .endsWith("; what was measured is kept, and the same command with --resume goes on");
        assertThat(rows("volleys.csv")).hasSizeGreaterThanOrEqualTo(3).allMatch(row -> row.contains("1980"));
        assertThat(node.writes()).isEmpty();
        assertThat(node.runDirectory()).doesNotExist();
    }

    @Test
    void refusesToSetClocksWithoutPermissionAndToWorkWithoutGpus() throws Exception {
        node.with("gpus=2", "no-permission=1");
        ChildJvm forbidden = characterize("--mode", "enforce");
        assertThat(forbidden.ends()).isEqualTo(ExitCodes.NO_PERMISSION);
        assertThat(forbidden.err()).contains("not permitted to set clocks");

        node.with("gpus=0");
        ChildJvm without = characterize();
        assertThat(without.ends()).isEqualTo(ExitCodes.NO_GPU);
        assertThat(without.err()).contains("no GPU: ");
    }

    private ChildJvm characterize(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "characterize",
                "--url",
                engine.url().toString(),
                "--gpus",
                "0,1",
                "--classes",
                "SS",
                "--repeats",
                "1",
                "--requests",
                "100",
                "--rest",
                "100ms",
                "--out",
                folder.resolve("out").toString()));
        Collections.addAll(arguments, more);
        return child(arguments.toArray(String[]::new));
    }

    private ChildJvm child(String... arguments) throws IOException {
        ChildJvm child = node.governor(arguments);
        children.add(child);
        return child;
    }

    private void rowsOf(String file, int least, ChildJvm child) {
        Eventually.value(
                least + " rows in " + file,
                () -> child.err() + rows(file),
                said -> rows(file).size() >= least);
    }

    /** Without the header. */
    private List<String> rows(String file) {
        Path path = folder.resolve("out").resolve(file);
        try {
            return Files.exists(path)
                    ? Files.readAllLines(path).stream().skip(1).toList()
                    : List.of();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
