package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyRulesTest {
    @ParameterizedTest
    @CsvSource({
        "period, 19ms, telemetry",
        "period, 31s, telemetry",
        "budget, 0.01%, telemetry",
        "budget, 101%, telemetry",
        "budget, 2, telemetry",
        "staleAfter, 99ms, safety",
        "staleAfter, 301s, safety"
    })
    void refusesValuesOutOfRange(String key, String value, String block) {
        Problem problem = PolicyTexts.onlyProblem(PolicyTexts.withRoot(block + ": {" + key + ": " + value + "}"));

        assertThat(problem.path()).isEqualTo(block + "." + key);
        assertThat(problem.message()).contains("'" + value + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slo: {ttft: 0ms} | slo.ttft",
                "slo: {ttft: 11m} | slo.ttft",
                "slo: {tbt: 500us} | slo.tbt",
                "slo: {tbt: 61s} | slo.tbt",
                "slo: {ttft: 1s, quantile: 1} | slo.quantile",
                "slo: {ttft: 1s, quantile: 0} | slo.quantile",
                "slo: {quantile: 0.9} | slo",
                "slo: {} | slo",
                "slo: fast | slo",
                "clocks: {min: 0} | clocks.min",
                "clocks: {max: 100001} | clocks.max",
                "clocks: {max: 1.98GHz} | clocks.max",
                "clocks: {pin: yes} | clocks.pin",
                "hysteresis: {maxSwitchesPerMinute: 0} | hysteresis.maxSwitchesPerMinute",
                "hysteresis: {maxSwitchesPerMinute: 6001} | hysteresis.maxSwitchesPerMinute",
                "hysteresis: {maxSwitchesPerMinute: 1.5} | hysteresis.maxSwitchesPerMinute",
                "hysteresis: {dwell: 61s} | hysteresis.dwell",
                "hysteresis: {deadBand: 51%} | hysteresis.deadBand",
                "gpus: [] | gpus",
                "gpus: all | gpus",
                "gpus: [256] | gpus[0]",
                "gpus: [MIG-1] | gpus[0]",
                "gpus: [[0]] | gpus[0]",
                "profile: a b | profile",
                "objective: speed | objective"
            })
    void refusesBadValuesOfADomain(String line, String path) {
        assertThat(PolicyTexts.onlyProblem(PolicyTexts.withDomain(line)).path()).isEqualTo("domains[0]." + path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url: http://a",
                "type: llama",
                "metricsPath: metrics",
                "feed: maybe",
                "feed: \"h:0\"",
                "feed: 10.0.0.7:5557",
                "feed: 127.0.0.1.evil:5557"
            })
    void refusesBadValuesOfAnEngine(String entry) {
        assertThat(PolicyTexts.onlyProblem(PolicyTexts.withEngine(entry)).path())
                .startsWith("domains[0].engine.");
    }

    @Test
    void requiresVersionDomainsNameEngineAndUrl() {
        assertThat(PolicyTexts.problems("mode: observe"))
                .extracting(Problem::message)
                .containsExactly("the key apiVersion is missing", "the key domains is missing");
        assertThat(PolicyTexts.problems("apiVersion: gpu-governor/v1\ndomains: [{gpus: auto}]"))
                .extracting(Problem::path)
                .containsExactly("domains[0].name", "domains[0].engine");
        assertThat(PolicyTexts.onlyProblem(PolicyTexts.MINIMAL.replaceAll("\\{url.*}", "{feed: auto}"))
                        .message())
                .isEqualTo("the key url is missing");
    }

    @Test
    void refusesAMinimumAboveTheMaximum() {
        Problem problem = PolicyTexts.onlyProblem(PolicyTexts.withDomain("clocks: {min: 1500MHz, max: 1000}"));

        assertThat(problem.message()).isEqualTo("the lowest clock 1500MHz is above the highest 1000MHz");
    }

    @Test
    void allowsAMinimumAtTheMaximum() {
        assertThat(PolicyTexts.domain("clocks: {min: 1500, max: 1500}").clocks().min())
                .isPresent();
    }

    @Test
    void refusesOneGpuInTwoDomainsHoweverItIsSpelled() {
        String other = "  - {name: b, engine: {url: \"http://b\"}, gpus: [\"0000:3B:00.0\"]}";

        Problem problem = PolicyTexts.onlyProblem(PolicyTexts.withDomain("gpus: [\"3b:00.0\"]") + other);

        assertThat(problem.path()).isEqualTo("domains[1].gpus[0]");
        assertThat(problem.message()).isEqualTo("GPU 00000000:3B:00.0 is named already at domains[0].gpus[0]");
    }

    @Test
    void refusesTwoDomainsOfOneNameEvenIfTheirEnginesAreBad() {
        String text = "apiVersion: gpu-governor/v1\ndomains: [{name: a, engine: {}}, {name: a, engine: {}}]";

        assertThat(PolicyTexts.problems(text))
                .extracting(Problem::message)
                .contains("the name a is taken by domains[0]");
    }

    @Test
    void refusesTelemetryThatIsStaleBeforeTheNextScrape() {
        Problem fixed =
                PolicyTexts.onlyProblem(PolicyTexts.withRoot("telemetry: {period: 3s}\nsafety: {staleAfter: 3s}"));
        Problem byDefault = PolicyTexts.onlyProblem(PolicyTexts.withRoot("telemetry: {period: 5s}"));
        Problem automatic = PolicyTexts.onlyProblem(PolicyTexts.withRoot("safety: {staleAfter: 1s}"));

        assertThat(fixed.path()).isEqualTo("safety.staleAfter");
        assertThat(byDefault.path()).isEqualTo("safety.staleAfter");
        assertThat(automatic.message())
                .isEqualTo("safety.staleAfter, 1s, must be longer than the telemetry period of up to 1s");
        assertThat(PolicyTexts.accepted(PolicyTexts.withRoot("telemetry: {period: 200ms}\nsafety: {staleAfter: 201ms}"))
                        .safety())
                .isNotNull();
    }

    @Test
    void doesNotCompareWithAPeriodThatIsBadItself() {
        Problem problem =
                PolicyTexts.onlyProblem(PolicyTexts.withRoot("telemetry: {period: x}\nsafety: {staleAfter: 500ms}"));

        assertThat(problem.path()).isEqualTo("telemetry.period");
    }

    @Test
    void limitsDomainsAndGpus() {
        String gpus = IntStream.range(0, 65).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
        String domains = IntStream.range(0, 64)
                .mapToObj(i -> "  - {name: d" + i + ", engine: {url: \"http://h" + i + "\"}}\n")
                .collect(Collectors.joining());

        assertThat(PolicyTexts.onlyProblem(PolicyTexts.withDomain("gpus: " + gpus))
                        .message())
                .isEqualTo("domains[0].gpus names more than 64 GPUs");
        assertThat(PolicyTexts.onlyProblem(PolicyTexts.withRoot(domains)).message())
                .isEqualTo("more than 64 domains");
    }

    @Test
    void warnsOfWhatIsAllowedButSeldomMeant() {
        String text = PolicyTexts.withRoot("  - {name: b, engine: {url: \"http://127.0.0.1:8000\"}}")
                + "safety: {onExit: keep}\nhttp: {listen: \"0.0.0.0:9464\"}\n";

        assertThat(PolicyTexts.warnings(text))
                .extracting(Problem::path)
                .containsExactly("domains[1].engine.url", "safety.onExit", "http.listen");
    }

    @Test
    void refusesTwoDomainsOnOneFeedPort() {
        Problem problem = PolicyTexts.onlyProblem("""
                apiVersion: gpu-governor/v1
                domains:
                  - {name: a, engine: {url: "http://127.0.0.1:8000", feed: "127.0.0.1:9466"}}
                  - {name: b, engine: {url: "http://127.0.0.1:8001", feed: "localhost:9466"}}
                """);

        assertThat(problem.path()).isEqualTo("domains[1].engine.feed");
        assertThat(problem.message()).isEqualTo("the feed's port 9466 is taken by domains[0].engine");
    }
}
