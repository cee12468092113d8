package io.gpugovernor.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TidyTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final int LONGEST_FILE = 400;
    private static final int MEDIAN = 80;

    @Test
    void noFileIsLongerThanAnyoneWouldRead() {
        assertThat(lines())
                .isNotEmpty()
                .allSatisfy((file, lines) -> assertThat(lines).isLessThanOrEqualTo(LONGEST_FILE));
    }

    @Test
    void halfOfTheFilesFitAScreenOrTwo() {
        List<Integer> sizes = lines().values().stream().sorted().toList();

        assertThat(sizes.get(sizes.size() / 2)).isLessThan(MEDIAN);
    }

    @Test
    void everyPackageSaysInASentenceWhatItIsFor() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> packages = files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();

            assertThat(packages)
                    .isNotEmpty()
                    .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                            .content()
                            .startsWith("/** ")
                            .contains("@NullMarked"));
        }
    }

    private static Map<Path, Integer> lines() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Map<Path, Integer> lines = new TreeMap<>();
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> lines.put(file, count(file)));
            return lines;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static int count(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
