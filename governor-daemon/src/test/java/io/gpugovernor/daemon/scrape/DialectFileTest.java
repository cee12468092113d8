package io.gpugovernor.daemon.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DialectFileTest {
    private static final String SOUND = """
            engine: House engine
            families: "house_"
            roles:
              running: house_active
              waiting: ["house_queue{state=ready}", house_queue]
              finished: house_done + house_failed
            """;

    @Test
    void readsADialectOfAnOperator() throws ExpositionException {
        Dialect dialect = ((DialectResult.Loaded) DialectFile.parse(SOUND)).dialect();
        Reading reading = dialect.read(Pages.parse(dialect.names(), """
                house_active 3
                house_queue{state="ready"} 2
                house_queue{state="held"} 5
                house_done 10
                house_failed{reason="oom"} 1
                """));

        assertThat(dialect.engine()).isEqualTo("House engine");
        assertThat(reading.complaint()).isEmpty();
        assertThat(reading.series(Role.WAITING)).extracting(Series::value).containsExactly(2.0);
        assertThat(reading.series(Role.FINISHED)).extracting(Series::value).containsExactly(10.0, 1.0);
        assertThat(reading.gaps().orElseThrow()).contains("ttft (none in House engine)");
    }

    @Test
    void reportsAllProblemsWithTheirPlaceAndASuggestion() {
        assertThat(problems("""
                        engine: X
                        family: "x_"
                        roles:
                          runing: x_running
                          waiting: "x waiting"
                          finished: []
                          aborted: x_aborted
                          tbt: [x_aborted, {a: b}]
                        bookedAtEnd: [prompTokens]
                        """))
                .containsExactly(
                        "f.yaml:1:1: the key families is missing (add families: and what its metric names begin with)",
                        "f.yaml:2:1: unknown key 'family' in the file (known here are engine, families, silenced, ranks,"
                                + " bookedAtEnd, roles)",
                        "f.yaml:4:3: unknown key 'runing' in roles (did you mean running? known here are "
                                + String.join(", ", Role.keys()) + ")",
                        "f.yaml:4:3: the role running is missing (the governor cannot work without it)",
                        "f.yaml:5:12: 'x waiting' names no metric (write name, name{label=value}, or several joined"
                                + " by +)",
                        "f.yaml:6:13: roles.finished names no metric (name one, or remove the role)",
                        "f.yaml:8:9: x_aborted stands twice (remove one of them)",
                        "f.yaml:8:20: roles.tbt must be a text (write it on one line, in quotes where it holds a"
                                + " colon)",
                        "f.yaml:8:20: '' names no metric (write name, name{label=value}, or several joined by +)",
                        "f.yaml:9:15: 'prompTokens' is no role (did you mean promptTokens? known here are "
                                + String.join(", ", Role.keys()) + ")");
    }

    @Test
    void readsTheExampleOfTheDocumentation() throws IOException {
        String page = Files.readString(Path.of("../docs/engines.md"));
        String example = page.substring(page.indexOf("# house.yaml"));
        DialectResult result = DialectFile.parse(example.substring(0, example.indexOf("```")));

        assertThat(result).isInstanceOf(DialectResult.Loaded.class);
        assertThat(page)
                .contains(Role.keys().stream().map(key -> "`" + key + "`").toList());
    }

    @Test
    void refusesWhatIsNoDialect() {
        assertThat(problems(""))
                .containsExactly("f.yaml: the file is empty (begin with engine: and the engine's name)");
        assertThat(problems("a: [").get(0)).startsWith("f.yaml:1:5: the file is not YAML: ");
        assertThat(problems("- a").get(0)).startsWith("f.yaml:1:1: the file must be a block of keys");
        assertThat(problems("engine: a\nengine: b\n").get(0)).contains("f.yaml:");
    }

    @Test
    void saysThatAFileIsMissingOrTooLarge(@TempDir Path folder) throws IOException {
        Path large = Files.writeString(folder.resolve("large.yaml"), "#".repeat(70_000));

        assertThat(rejected(DialectFile.load(folder.resolve("none.yaml"))))
                .containsExactly("f.yaml: there is no such file (correct engine.type)");
        assertThat(rejected(DialectFile.load(large)))
                .containsExactly("f.yaml: the file is larger than 64 KiB (is this a dialect file?)");
    }

    private static List<String> problems(String text) {
        return rejected(DialectFile.parse(text));
    }

    private static List<String> rejected(DialectResult result) {
        return ((DialectResult.Rejected) result)
                .problems().stream()
                        .map(problem -> problem.describe("f.yaml") + " (" + problem.remedy() + ")")
                        .toList();
    }
}
