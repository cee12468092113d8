package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyProblemsTest {
    @Test
    void reportsAllProblemsAtOnceSortedByPosition() {
        List<Problem> problems = PolicyTexts.problems("""
                apiVersion: gpu-governor/1
                mode: enforced
                telemetry: {period: 5, bugdet: 2%}
                domains:
                  - name: chat
                    engine: {url: "ftp://a"}
                    slo: {ttft: 600}
                    clocks: {min: 1980MHz, max: 345MHz}
                  - name: chat
                    gpus: [0, 0]
                safety: {stale_after: 3s}
                extra: 1
                """);

        assertThat(problems)
                .extracting(problem -> problem.line() + ":" + problem.column() + " " + problem.path())
                .containsExactly(
                        "1:13 apiVersion",
                        "2:7 mode",
                        "3:21 telemetry.period",
                        "3:24 telemetry.'bugdet'",
                        "6:19 domains[0].engine.url",
                        "7:17 domains[0].slo.ttft",
                        "8:19 domains[0].clocks.min",
                        "9:5 domains[1].engine",
                        "9:11 domains[1].name",
                        "10:15 domains[1].gpus[1]",
                        "11:10 safety.'stale_after'",
                        "12:1 'extra'");
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.message()).isNotBlank().doesNotContain("\n");
            assertThat(problem.remedy()).isNotBlank().doesNotContain("\n");
        });
    }

    @ParameterizedTest
    @CsvSource({"stale_after, staleAfter", "staleAftr, staleAfter", "onexit, onExit", "on-exit, onExit"})
    void suggestsTheKeyThatWasMeant(String wrong, String meant) {
        Problem problem = PolicyTexts.onlyProblem(PolicyTexts.withRoot("safety: {" + wrong + ": 3s}"));

        assertThat(problem.message()).isEqualTo("unknown key '" + wrong + "'");
        assertThat(problem.remedy()).startsWith("did you mean " + meant + "?");
    }

    @Test
    void listsTheKnownKeysWhereNoneIsClose() {
        Problem problem = PolicyTexts.onlyProblem(PolicyTexts.withRoot("http: {certificate: x}"));

        assertThat(problem.remedy()).isEqualTo("known keys here: listen, webConfig");
    }

    @Test
    void suggestsTheChoiceThatWasMeant() {
        Problem problem = PolicyTexts.onlyProblem(PolicyTexts.withRoot("mode: observer"));

        assertThat(problem.remedy()).isEqualTo("did you mean observe? choose one of observe, enforce");
    }

    @Test
    void refusesAKeyGivenTwiceAtItsSecondPlace() {
        Problem problem = PolicyTexts.onlyProblem("mode: observe\nmode: enforce\n" + PolicyTexts.MINIMAL);

        assertThat(problem.line()).isEqualTo(2);
        assertThat(problem.message()).isEqualTo("the key mode is given twice");
    }

    @Test
    void refusesAKeyWithoutAValue() {
        assertThat(PolicyTexts.onlyProblem(PolicyTexts.withRoot("mode:")).message())
                .isEqualTo("mode has no value");
        assertThat(PolicyTexts.onlyProblem(PolicyTexts.withRoot("http:")).message())
                .isEqualTo("http must be a block of keys");
    }

    @Test
    void refusesWrongShapes() {
        assertThat(PolicyTexts.onlyProblem(PolicyTexts.withRoot("mode: [observe]"))
                        .message())
                .isEqualTo("mode must be a single value");
        assertThat(PolicyTexts.onlyProblem(PolicyTexts.withRoot("http: 127.0.0.1:9464"))
                        .message())
                .isEqualTo("http must be a block of keys");
        assertThat(PolicyTexts.onlyProblem("- a").message()).isEqualTo("the file must be a block of keys");
        assertThat(PolicyTexts.onlyProblem("apiVersion: gpu-governor/v1\ndomains: {name: chat}")
                        .message())
                .isEqualTo("domains must be a list of at least one");
    }

    @Test
    void refusesTagsEverywhere() {
        assertThat(PolicyTexts.onlyProblem("!!javax.script.ScriptEngineManager {a: b}")
                        .message())
                .contains("tag")
                .contains("not allowed");
        assertThat(PolicyTexts.onlyProblem(PolicyTexts.withRoot("mode: !secret observe"))
                        .message())
                .isEqualTo("the tag '!secret' is not allowed");
        assertThat(PolicyTexts.onlyProblem(PolicyTexts.withDomain("gpus: !!set {0, 1}"))
                        .message())
                .contains("tag:yaml.org,2002:set");
    }

    @Test
    void explainsThatMergeKeysAreNotRead() {
        Problem problem = PolicyTexts.onlyProblem(PolicyTexts.withDomain("<<: {profile: auto}"));

        assertThat(problem.remedy()).contains("merge keys are not read");
    }

    @Test
    void showsAHundredProblemsAndCountsTheRest() {
        String unknown =
                IntStream.range(0, 150).mapToObj(i -> "zzz" + i + ": 1\n").collect(Collectors.joining());

        List<Problem> problems = PolicyTexts.problems(PolicyTexts.withRoot(unknown));

        assertThat(problems).hasSize(101);
        assertThat(problems.get(100).message()).isEqualTo("50 more problems are not shown");
    }

    @Test
    void neverPrintsControlCharactersOfTheFile() {
        Problem problem = PolicyTexts.onlyProblem(PolicyTexts.withRoot("mode: \"\\e[31mred\\nnext\""));

        assertThat(problem.message()).isEqualTo("mode: unknown value '?[31mred?next'");
    }
}
