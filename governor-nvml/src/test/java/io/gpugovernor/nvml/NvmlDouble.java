package io.gpugovernor.nvml;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import io.gpugovernor.nvml.binding.LibraryResult;
import io.gpugovernor.nvml.binding.LibrarySearch;
import io.gpugovernor.nvml.binding.NvmlLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A node with GPUs that exist in a folder only: a copy of the test double of {@code libnvidia-ml.so.1} with its switches,
 * its state and its log beside it. Each has its own copy, so tests do not meet. {@code nvml_double.h} lists the switches.
 */
public final class NvmlDouble {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int BYTES_PER_GPU = 32;

    private final Path folder;
    private final Path library;
    private List<String> switches = List.of();
    private int changes;

    private NvmlDouble(Path folder, Path library) {
        this.folder = folder;
        this.library = library;
    }

    /** A node with one GPU and a recent driver. */
    public static NvmlDouble in(Path folder) {
        return copyOf("libnvml-double.so", folder);
    }

    /** A node whose driver lacks the functions that newer ones have. */
    public static NvmlDouble oldDriverIn(Path folder) {
        return copyOf("libnvml-double-old.so", folder);
    }

    /** A node whose driver no longer has the functions that are deprecated. */
    public static NvmlDouble newDriverIn(Path folder) {
        return copyOf("libnvml-double-new.so", folder);
    }

    private static NvmlDouble copyOf(String name, Path folder) {
        try (InputStream built = NvmlDouble.class.getResourceAsStream("/native/" + name)) {
            assumeTrue(built != null, "the NVML double was not built: install gcc and build again");
            Path library = folder.resolve("libnvidia-ml.so.1");
            Files.copy(built, library, StandardCopyOption.REPLACE_EXISTING);
            return new NvmlDouble(folder, library);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces all switches, for this process and any other that uses this folder. */
    public NvmlDouble with(String... lines) {
        try {
            Path next = folder.resolve("control.new");
            Files.write(next, List.of(lines));
            // The library looks at the time stamp: no two versions share one, however fast they follow.
            Files.setLastModifiedTime(next, FileTime.from(Instant.EPOCH.plusMillis(++changes)));
            Files.move(
                    next,
                    folder.resolve("control"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            NativeLibrary.getInstance(library.toString())
                    .getFunction("nvmlDoubleReload")
                    .invokeVoid(new Object[0]);
            switches = List.of(lines);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds switches to those that are set. */
    public NvmlDouble and(String... lines) {
        return with(Stream.concat(switches.stream(), Stream.of(lines)).toArray(String[]::new));
    }

    /** Takes switches back. */
    public NvmlDouble without(String... lines) {
        List<String> gone = List.of(lines);
        return with(switches.stream().filter(line -> !gone.contains(line)).toArray(String[]::new));
    }

    public Path path() {
        return library;
    }

    public NvmlLibrary load() {
        LibraryResult result = LibrarySearch.find(Optional.of(library.toString()));
        if (result instanceof LibraryResult.Found found) {
            return found.library();
        }
        throw new AssertionError("the NVML double cannot be loaded: " + result);
    }

    public NvmlNode open() {
        try {
            return NvmlNode.open(load(), PATIENCE);
        } catch (NvmlException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * One set or reset call, in the order they were made by any process.
     *
     * @param pid of the process that made it
     * @param gpu its index
     * @param what {@code set MIN MAX} or {@code reset}
     * @param status NVML's answer
     */
    public record Write(long pid, int gpu, String what, int status) {
        @Override
        public String toString() {
            return gpu + " " + what + (status == 0 ? "" : " -> " + status);
        }
    }

    public List<Write> writes() {
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

    /** The writes as text: {@code 0 set 345 1200}, {@code 1 reset -> 15}. */
    public List<String> log() {
        return writes().stream().map(Write::toString).toList();
    }

    /** The lock in force on a GPU, {@code 345..1200}; empty if it is free. */
    public Optional<String> lockOn(int gpu) {
        try {
            ByteBuffer state =
                    ByteBuffer.wrap(Files.readAllBytes(folder.resolve("state"))).order(ByteOrder.LITTLE_ENDIAN);
            int at = gpu * BYTES_PER_GPU;
            return state.getInt(at) == 0
                    ? Optional.empty()
                    : Optional.of(state.getInt(at + 4) + ".." + state.getInt(at + 8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
