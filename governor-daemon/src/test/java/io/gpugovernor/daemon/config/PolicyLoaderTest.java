package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyLoaderTest {
    @TempDir
    private Path folder;

    @Test
    void readsAFileAndResolvesAgainstItsFolder() throws IOException {
        Path file = written((PolicyTexts.MINIMAL + "    profile: ./p.yaml\n").getBytes(StandardCharsets.UTF_8));

        PolicyResult.Loaded loaded = (PolicyResult.Loaded) PolicyLoader.load(file);

        assertThat(loaded.policy().domains().get(0).profile())
                .isEqualTo(new ProfileSource.InFile(folder.toAbsolutePath().resolve("p.yaml")));
    }

    @Test
    void readsAFileThatBeginsWithAByteOrderMark() throws IOException {
        Path file = written(("\uFEFF" + PolicyTexts.MINIMAL).getBytes(StandardCharsets.UTF_8));

        assertThat(PolicyLoader.load(file)).isInstanceOf(PolicyResult.Loaded.class);
    }

    @Test
    void refusesAMissingFileAndADirectoryInOneLine() {
        assertThat(only(folder.resolve("none.yaml")).describe("none.yaml"))
                .isEqualTo("none.yaml: there is no such file (check the path)");
        assertThat(only(folder).message()).isEqualTo("this is a directory");
    }

    @Test
    void refusesAFileItMayNotRead() throws IOException {
        Path file = written(PolicyTexts.MINIMAL.getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "root may read every file");

        assertThat(only(file).message()).isEqualTo("permission to read the file is denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a comment\n", "---\n# nothing\n"})
    void refusesAnEmptyFile(String text) throws IOException {
        Problem problem = only(written(text.getBytes(StandardCharsets.UTF_8)));

        assertThat(problem.message()).isIn("the file is empty", "the file must be a block of keys");
    }

    @Test
    void refusesBytesThatAreNotUtf8WithTheirPlace() throws IOException {
        byte[] bytes = "mode: observe\n# caf_\n".getBytes(StandardCharsets.US_ASCII);
        bytes[19] = (byte) 0xE9;

        Problem problem = only(written(bytes));

        assertThat(problem.message()).isEqualTo("the file is not UTF-8 text");
        assertThat(problem.line()).isEqualTo(2);
        assertThat(problem.column()).isEqualTo(6);
    }

    @Test
    void refusesAFileThatEndsWithinACharacter() throws IOException {
        byte[] bytes = {'a', (byte) 0xC3};

        assertThat(only(written(bytes)).message()).isEqualTo("the file is not UTF-8 text");
    }

    @Test
    void takesAMebibyteAndRefusesAByteMore() throws IOException {
        String full = PolicyTexts.MINIMAL + "#".repeat(FileText.MOST_BYTES - PolicyTexts.MINIMAL.length());

        assertThat(PolicyLoader.load(written(full.getBytes(StandardCharsets.US_ASCII))))
                .isInstanceOf(PolicyResult.Loaded.class);
        assertThat(only(written((full + "#").getBytes(StandardCharsets.US_ASCII)))
                        .message())
                .isEqualTo("the file is larger than 1 MiB");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode: [observe | 1:15",
                "mode: 'observe | 1:15",
                "a: b: c | 1:5",
                "mode: observe\\n\\tdomains: x | 2:1",
                "mode: *nowhere | 1:7",
                "mode: @x | 1:7",
                "mode: \"\\\\q\" | 1:9",
                "a: 1\\n--- \\nb: 2 | 2:1"
            })
    void namesThePlaceOfMalformedYamlInOneLine(String escaped, String place) {
        Problem problem = PolicyTexts.onlyProblem(
                escaped.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\"));

        assertThat(problem.line() + ":" + problem.column()).isEqualTo(place);
        assertThat(problem.message()).startsWith("the file is not YAML: ").doesNotContain("\n");
    }

    @Test
    void namesThePlaceOfACharacterThatYamlForbids() {
        Problem problem = PolicyTexts.onlyProblem("mode: observe\nhttp: \u0007\n");

        assertThat(problem.describe("p.yaml")).isEqualTo("p.yaml:2:7: the character U+0007 is not allowed (remove it)");
    }

    @Test
    void boundsNestingAndAliases() {
        assertThat(PolicyTexts.onlyProblem("a: " + "[".repeat(5000)).message()).startsWith("the file is not YAML");
        assertThat(PolicyTexts.onlyProblem(PolicyTexts.withRoot("mode: " + "{a: ".repeat(50) + "}".repeat(50)))
                        .message())
                .startsWith("the file is not YAML");
        assertThat(PolicyTexts.onlyProblem("a: &a [1]\nb: [" + "*a, ".repeat(50) + "]")
                        .message())
                .startsWith("the file is not YAML");
    }

    @Test
    void survivesABlockThatContainsItself() {
        assertThat(PolicyTexts.problems("&a {apiVersion: gpu-governor/v1, domains: [*a], http: *a}"))
                .isNotEmpty();
    }

    private Path written(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("policy.yaml"), bytes);
    }

    private static Problem only(Path file) {
        var problems = PolicyTexts.problems(PolicyLoader.load(file));
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }
}
