package io.gpugovernor.core;

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
    private static final Path MAIN = Path.of("src", "main", "java");

    @Test
    void noFileHasMoreThanFourHundredLines() throws IOException {
        assertThat(lines().entrySet())
                .isNotEmpty()
                .allSatisfy(file ->
                        assertThat(file.getValue()).as(file.getKey().toString()).isLessThanOrEqualTo(400));
    }

    @Test
    void halfOfTheFilesHaveFewerThanEightyLines() throws IOException {
        List<Integer> sorted = lines().values().stream().sorted().toList();
        assertThat(sorted.get(sorted.size() / 2)).isLessThan(80);
    }

    @Test
    void everyPackageSaysWhatItHolds() throws IOException {
        assertThat(lines().keySet().stream().map(Path::getParent).distinct())
                .isNotEmpty()
                .allSatisfy(folder ->
                        assertThat(folder.resolve("package-info.java")).exists());
    }

    private static Map<Path, Integer> lines() throws IOException {
        Map<Path, Integer> lines = new TreeMap<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> lines.put(file, count(file)));
        }
        return lines;
    }

    private static int count(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
