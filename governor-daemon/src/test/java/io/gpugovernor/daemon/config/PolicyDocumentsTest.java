package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shipped example and the documentation stay in step with the loader. */
class PolicyDocumentsTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([A-Za-z.\\[\\]]+)` \\|([^|]+)\\|([^|]+)\\|([^|]+)\\|$");

    /** Keys that name files stand in comments: the files are not shipped. */
    @Test
    void theExampleNamesEveryKeyAndEarnsNoWarning() {
        String example = PolicyTexts.example();

        assertThat(PolicyTexts.warnings(example)).isEmpty();
        Arrays.stream(Block.values())
                .flatMap(block -> block.keys().stream())
                .forEach(key -> assertThat(example).containsPattern("(?m)^[ #-]*" + key + ":"));
    }

    @Test
    void theExamplesFirstLineNamesTheSchema() {
        String first = PolicyTexts.example().lines().findFirst().orElseThrow();
        String prefix = "# yaml-language-server: $schema=";
        Path example = PolicyTexts.ofProject("deploy/examples/policy.yaml").toAbsolutePath();

        assertThat(first).startsWith(prefix);
        assertThat(Files.isRegularFile(example.resolveSibling(first.substring(prefix.length()))))
                .isTrue();
    }

    @Test
    void theDocumentationHasARowForEachKeyAndNoOther() {
        Matcher rows = ROW.matcher(PolicyTexts.textOfProject("docs/configuration.md"));
        List<String> documented = rows.results().map(row -> row.group(1)).toList();
        List<String> known = Arrays.stream(Block.values())
                .flatMap(block -> block.paths().stream())
                .toList();

        assertThat(documented).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void theDocumentationNamesTheDefaultsOfTheSchema() {
        JsonObject schema = PolicySchema.read();
        Map<String, String> documented = ROW.matcher(PolicyTexts.textOfProject("docs/configuration.md"))
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1), row -> row.group(2).strip()));
        int compared = 0;
        for (Block block : Block.values()) {
            JsonObject described = block == Block.ROOT
                    ? schema
                    : schema.getAsJsonObject("definitions")
                            .getAsJsonObject(block.name().toLowerCase(Locale.ROOT));
            for (int i = 0; i < block.keys().size(); i++) {
                JsonObject key = described
                        .getAsJsonObject("properties")
                        .getAsJsonObject(block.keys().get(i));
                String path = block.paths().get(i);
                if (key.has("default")) {
                    assertThat(documented.get(path))
                            .as(path)
                            .isEqualTo("`" + key.get("default").getAsString() + "`");
                    compared++;
                } else {
                    assertThat(documented.get(path)).as(path).doesNotContain("`");
                }
            }
        }
        assertThat(compared).isEqualTo(25);
    }

    /** Where something is, or who may, trades nothing. */
    private static final Set<String> NO_KNOBS = Set.of(
            "mode",
            "domains[].gpus",
            "domains[].engine.type",
            "domains[].engine.metricsPath",
            "nvml.library",
            "http.listen",
            "learning.directory");

    @Test
    void thePageOnTuningSaysOfEachKnobWhatItTrades() {
        // The first of four columns; the tables that say something else have three.
        Pattern first = Pattern.compile("(?m)^\\|([^|]*`[^|]*)(?:\\|[^|]*){3}\\|$");
        List<String> documented = first.matcher(PolicyTexts.textOfProject("docs/tuning.md"))
                .results()
                .flatMap(row -> Pattern.compile("`([A-Za-z.]+)(?:: auto)?`")
                        .matcher(row.group(1))
                        .results())
                .map(key -> key.group(1))
                .toList();
        // Of keys without a default, only the targets are for tuning.
        List<String> knobs = Stream.concat(
                        ROW.matcher(PolicyTexts.textOfProject("docs/configuration.md"))
                                .results()
                                .filter(row -> row.group(2).contains("`"))
                                .map(row -> row.group(1))
                                .filter(key -> !NO_KNOBS.contains(key)),
                        Stream.of("slo.ttft", "slo.tbt"))
                .map(key -> key.replace("domains[].", ""))
                .toList();

        assertThat(documented).containsExactlyInAnyOrderElementsOf(knobs);
    }

    @Test
    void theDocumentationsLeastFileIsAccepted() {
        String text = PolicyTexts.textOfProject("docs/configuration.md");
        String least = text.substring(text.indexOf("```yaml\n") + 8);

        assertThat(PolicyTexts.accepted(least.substring(0, least.indexOf("```"))))
                .isEqualTo(PolicyTexts.accepted(PolicyTexts.MINIMAL));
    }
}
