package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gpugovernor.daemon.config.NvmlConfig;
import io.gpugovernor.daemon.lease.RunDirectory;
import io.gpugovernor.daemon.node.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A node of GPUs that exist in a folder only, for child processes: a copy of the double of {@code libnvidia-ml.so.1}, its
 * switches, its log of writes, and the run directory. {@code nvml_double.h} lists the switches.
 */
final class DoubledNode {
    private static final Path DOUBLE =
            Path.of("..", "governor-nvml", "target", "test-classes", "native").resolve("libnvml-double.so");
    private static final int BYTES_PER_GPU = 32;

    private final Path folder;
    private final Path library;
    private int children;

    private DoubledNode(Path folder, Path library) {
        this.folder = folder;
        this.library = library;
    }

    static DoubledNode in(Path folder, String... switches) {
        assumeTrue(
                Files.exists(DOUBLE), "the NVML double is not at " + DOUBLE + ": install gcc and build governor-nvml");
        try {
            Path library = Files.copy(DOUBLE, folder.resolve("libnvidia-ml.so.1"));
            DoubledNode node = new DoubledNode(folder, library);
            node.with(switches);
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String uuid(int gpu) {
        return String.format("GPU-0d0b1e00-0000-4000-8000-%012d", gpu);
    }

    /** Replaces all switches; processes that run see them within a millisecond. */
    void with(String... switches) {
        try {
            Path next = Files.write(folder.resolve("control.new"), List.of(switches));
            Files.move(next, folder.resolve("control"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts {@code gpu-governor} on this node, as a process of its own. */
    ChildJvm governor(String... arguments) throws IOException {
        return governor(Map.of(NvmlConfig.LIBRARY_VARIABLE, library.toString()), arguments);
    }

    /** Starts {@code gpu-governor} with this node's run directory and {@code environment}. */
    ChildJvm governor(Map<String, String> environment, String... arguments) throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        all.put(RunDirectory.VARIABLE, runDirectory().toString());
        return ChildJvm.start(Files.createDirectory(folder.resolve("child" + children++)), all, arguments);
    }

    Path runDirectory() {
        return folder.resolve("run");
    }

    /** What the lease says; empty if there is none. */
    String lease() {
        Path lease = runDirectory().resolve("lease");
        try {
            return Files.exists(lease) ? Files.readString(lease) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One set or reset call.
     *
     * @param pid of the process that made it
     * @param what {@code set MIN MAX} or {@code reset}
     * @param status NVML's answer
     */
    record Write(long pid, int gpu, String what, int status) {
        boolean took() {
            return status == 0;
        }

        boolean isReset() {
            return what.equals("reset");
        }
    }

    /** In the order they were made, by whichever process. */
    List<Write> writes() {
        Path log = folder.resolve("writes.log");
        List<Write> writes = new ArrayList<>();
        try {
            for (String line : Files.exists(log) ? Files.readAllLines(log) : List.<String>of()) {
                String[] words = line.split(" ", -1);
                writes.add(new Write(
                        Long.parseLong(words[1]),
                        Integer.parseInt(words[2]),
                        String.join(" ", List.of(words).subList(3, words.length - 1)),
                        Integer.parseInt(words[words.length - 1])));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writes;
    }

    List<Write> writesOf(int gpu) {
        return writes().stream().filter(write -> write.gpu() == gpu).toList();
    }

    /** GPUs that carry a lock now, in order; read from the double's state, not from its log. */
    List<Integer> locked() {
        Path file = folder.resolve("state");
        List<Integer> locked = new ArrayList<>();
        try {
            byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            ByteBuffer state = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int gpu = 0; gpu * BYTES_PER_GPU < bytes.length; gpu++) {
                if (state.getInt(gpu * BYTES_PER_GPU) != 0) {
                    locked.add(gpu);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return locked;
    }

    void locks(Integer... gpus) {
        Eventually.value("locks on " + List.of(gpus), this::locked, List.of(gpus)::equals);
    }

    /**
     * Asserts that {@code gpus} were set and are released: the last write of each is a reset that took, no reset precedes
     * its first set, and no other GPU was written to.
     */
    void setAndReleasedExactly(Integer... gpus) {
        assertThat(new TreeSet<>(writes().stream().map(Write::gpu).toList())).containsExactly(gpus);
        for (int gpu : gpus) {
            List<Write> writes = writesOf(gpu);
            assertThat(writes.get(0).what()).as("first write to GPU " + gpu).startsWith("set ");
            Write last = writes.get(writes.size() - 1);
            assertThat(last.isReset() && last.took())
                    .as("last write to GPU " + gpu + ": " + last)
                    .isTrue();
        }
        assertThat(locked()).isEmpty();
    }
}
