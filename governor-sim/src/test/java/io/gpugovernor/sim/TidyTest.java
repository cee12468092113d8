package io.gpugovernor.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files stay small enough to be read at one go. */
class TidyTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final int LONGEST = 400;
    private static final long MEDIAN = 80;

    @Test
    void keepsEveryMainFileWithinFourHundredLines() throws IOException {
        assertThat(linesByFile())
                .isNotEmpty()
                .allSatisfy((file, lines) -> assertThat(lines).as(file).isLessThanOrEqualTo(LONGEST));
    }

    @Test
    void keepsTheMedianMainFileBelowEightyLines() throws IOException {
        List<Long> lines = linesByFile().values().stream().sorted().toList();

        assertThat(lines.get(lines.size() / 2)).isLessThan(MEDIAN);
    }

    @Test
    void introducesEveryPackage() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .map(Path::getParent)
                            .distinct())
                    .allSatisfy(folder ->
                            assertThat(folder.resolve("package-info.java")).isRegularFile());
        }
    }

    private static Map<String, Long> linesByFile() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(Path::toString, TidyTest::lines));
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
