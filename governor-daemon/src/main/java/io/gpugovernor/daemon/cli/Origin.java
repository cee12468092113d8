package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.sim.evaluation.Evaluation;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
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
                for (Path file : files(home(part))) {
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

    /**
     * The jar or the folder that a class comes from. Its protection domain does not say where the class comes out of a
     * class-data archive.
     */
    static Path home(Class<?> part) throws IOException, URISyntaxException {
        String file = "/" + part.getName().replace('.', '/') + ".class";
        URL found = part.getResource(file);
        if (found == null) {
            throw new IOException("the code of " + part.getName() + ", which is in no jar or folder");
        }
        if (found.openConnection() instanceof JarURLConnection jar) {
            return Path.of(jar.getJarFileURL().toURI());
        }
        String folder = found.toURI().toString();
        return Path.of(URI.create(folder.substring(0, folder.length() - file.length() + 1)));
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
