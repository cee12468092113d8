package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.sim.evaluation.Evaluation;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** What simulated results depend on beside the options: the code, and the contents of the files it reads. */
final class Origin {
    private Origin() {}

    /** A short text that differs if the code or a file differs. */
    static String of(List<Path> inputs) {
        CRC32 sum = new CRC32();
        try {
            for (Class<?> part : List.of(Policy.class, Evaluation.class)) {
                Path code = Path.of(
                        part.getProtectionDomain().getCodeSource().getLocation().toURI());
                for (Path file : files(code)) {
                    sum.update(Files.readAllBytes(file));
                }
            }
            for (Path input : inputs) {
                add(input, sum);
            }
        } catch (IOException | URISyntaxException unreadable) {
            throw new CommandFailure(ExitCodes.FAILURE, "cannot read " + unreadable.getMessage());
        }
        return String.format("%08x", sum.getValue());
    }

    /** A jar, or the class files of a folder in an order that is always the same. */
    private static List<Path> files(Path code) throws IOException {
        try (Stream<Path> all = Files.walk(code)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** In pieces, since a trace may be larger than memory. */
    private static void add(Path input, CRC32 sum) throws IOException {
        byte[] piece = new byte[1 << 16];
        try (var in = Files.newInputStream(input)) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                sum.update(piece, 0, read);
            }
        }
    }
}
