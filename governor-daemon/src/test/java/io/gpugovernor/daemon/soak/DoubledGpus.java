package io.gpugovernor.daemon.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Eight GPUs that exist in a folder only, as the double of {@code libnvidia-ml.so.1} keeps them there. */
final class DoubledGpus {
    static final int COUNT = 8;
    private static final int BYTES_PER_GPU = 32;
    private static final int HIGHEST_AT = 8;
    private static final int LOWEST_MHZ = 345;
    private static final int HIGHEST_MHZ = 1980;
    private static final int STEP_MHZ = 15;

    private final Path folder;
    private final Path library;

    private DoubledGpus(Path folder, Path library) {
        this.folder = folder;
        this.library = library;
    }

    /** @param switches as {@code nvml_double.h} lists them */
    static DoubledGpus in(Path folder, Path original, List<String> switches) throws IOException {
        Path library = Files.copy(original, folder.resolve("libnvidia-ml.so.1"));
        List<String> control = new ArrayList<>(List.of("gpus=" + COUNT));
        control.addAll(switches);
        Files.write(folder.resolve("control"), control);
        Files.write(folder.resolve("state"), new byte[COUNT * BYTES_PER_GPU]);
        return new DoubledGpus(folder, library);
    }

    Path library() {
        return library;
    }

    /** GPUs that carry a lock now. */
    List<Integer> locked() {
        ByteBuffer state = state();
        List<Integer> locked = new ArrayList<>();
        for (int gpu = 0; gpu < COUNT; gpu++) {
            if (state.getInt(gpu * BYTES_PER_GPU) != 0) {
                locked.add(gpu);
            }
        }
        return locked;
    }

    /** The clock that the slowest of {@code gpus} is locked to, MHz; empty if none is locked. */
    OptionalInt slowest(List<Integer> gpus) {
        ByteBuffer state = state();
        return gpus.stream()
                .mapToInt(gpu -> gpu * BYTES_PER_GPU)
                .filter(at -> state.getInt(at) != 0)
                .map(at -> state.getInt(at + HIGHEST_AT))
                .min();
    }

    /**
     * One set or reset call that reached the library.
     *
     * @param pid of the process that made it
     * @param range the lowest and the highest clock, MHz; empty for a reset
     * @param status NVML's answer
     */
    record Write(long pid, int gpu, List<Integer> range, int status) {
        boolean isReset() {
            return range.isEmpty();
        }

        /** Whether both ends are steps of the GPUs' clock table, in order; true of a reset. */
        boolean isInTheTable() {
            return range.stream()
                            .allMatch(clock ->
                                    clock >= LOWEST_MHZ && clock <= HIGHEST_MHZ && (clock - LOWEST_MHZ) % STEP_MHZ == 0)
                    && (isReset() || range.get(0) <= range.get(1));
        }
    }

    /** In the order they were made, by whichever process. */
    List<Write> writes() throws IOException {
        Path log = folder.resolve("writes.log");
        List<Write> writes = new ArrayList<>();
        for (String line : Files.exists(log) ? Files.readAllLines(log) : List.<String>of()) {
            List<String> words = List.of(line.split(" ", -1));
            List<Integer> range = words.get(3).equals("set")
                    ? words.subList(4, 6).stream().map(Integer::valueOf).toList()
                    : List.of();
            writes.add(new Write(
                    Long.parseLong(words.get(1)),
                    Integer.parseInt(words.get(2)),
                    range,
                    Integer.parseInt(words.get(words.size() - 1))));
        }
        return writes;
    }

    private ByteBuffer state() {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(folder.resolve("state"))).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
