package io.gpugovernor.daemon.scrape;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Pages recorded from real servers; they are not part of this project, so a test without them is skipped. */
final class RecordedPages {
    private RecordedPages() {}

    static byte[] read(String name) throws IOException {
        Optional<Path> shared = folder();
        assumeTrue(
                shared.isPresent(),
                "skipped: no folder shared/data/metrics beside the project; name one with -Dgpugovernor.shared=DIR");
        return Files.readAllBytes(shared.get().resolve(name));
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
