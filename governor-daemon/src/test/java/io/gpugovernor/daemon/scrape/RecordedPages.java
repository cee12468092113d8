package io.gpugovernor.daemon.scrape;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Pages recorded from real servers; they are not part of this project, so a test without them is skipped. */
final class RecordedPages {
    private RecordedPages() {}

    static byte[] read(String name) throws IOException {
        return Files.readAllBytes(path(name));
    }

    /** Where a recorded file or folder lies; skips the test if there are none. */
    static Path path(String name) {
        Optional<Path> shared = folder();
        assumeTrue(
                shared.isPresent(),
                "skipped: no folder shared/data/metrics beside the project; name one with -Dgpugovernor.shared=DIR");
        return shared.get().resolve(name);
    }

    /** All recorded pages, in the order of their names; none if they are absent. */
    static List<byte[]> all() throws IOException {
        Optional<Path> folder = folder();
        if (folder.isEmpty()) {
            return List.of();
        }
        List<byte[]> pages = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.get())) {
            for (Path file : files.filter(path -> path.toString().endsWith(".prom"))
                    .sorted()
                    .toList()) {
                pages.add(Files.readAllBytes(file));
            }
        }
        return pages;
    }

    private static Optional<Path> folder() {
        String named = System.getProperty("gpugovernor.shared");
        Path here = Path.of("").toAbsolutePath();
        Stream<Path> candidates = named != null
                ? Stream.of(Path.of(named))
                : Stream.<Path>iterate(here, at -> at != null, Path::getParent).map(at -> at.resolve("shared"));
        return candidates
                .map(candidate -> candidate.resolve("data/metrics"))
                .filter(Files::isDirectory)
                .findFirst();
    }
}
