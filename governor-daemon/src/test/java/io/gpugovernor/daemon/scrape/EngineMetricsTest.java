package io.gpugovernor.daemon.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Histogram;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineMetricsTest {
    private static final Dialect VLLM = Dialect.of("vllm");
    private static final Moment NOW = new Moment(42);

    @Test
    void readsASmallPage() throws ExpositionException {
        EngineSnapshot snapshot = snapshot(Pages.vllm());

        assertThat(snapshot.at()).isEqualTo(NOW);
        assertThat(snapshot.running()).isEqualTo(3);
        assertThat(snapshot.waiting()).isEqualTo(2);
        assertThat(snapshot.finished()).isEqualTo(10);
        assertThat(snapshot.promptTokens()).isEqualTo(1200);
        assertThat(snapshot.generationTokens()).isEqualTo(340);
        assertThat(snapshot.kvUsage()).isEqualTo(new Ratio(0.25));
        assertThat(snapshot.ttft().bounds()).containsExactly(0.5);
        assertThat(snapshot.ttft().cumulative()).containsExactly(11);
        assertThat(snapshot.ttft().count()).isEqualTo(12);
        assertThat(snapshot.ttft().sum()).isEqualTo(3.5);
    }

    @Test
    void doesWithoutWhatIsOptional() throws ExpositionException {
        EngineSnapshot snapshot = snapshot(Pages.vllm());

        assertThat(snapshot.preemptions()).isZero();
        assertThat(snapshot.tbt()).isSameAs(Histogram.EMPTY);
        assertThat(snapshot.outputLengths()).isSameAs(Histogram.EMPTY);
        assertThat(VLLM.read(Pages.parse(VLLM.names(), Pages.vllm())).gaps())
                .contains("preemptions (vllm:num_preemptions_total), tbt (vllm:request_time_per_output_token_seconds),"
                        + " promptLengths (vllm:request_prompt_tokens), outputLengths (vllm:request_generation_tokens),"
                        + " computedPromptTokens"
                        + " (vllm:prompt_tokens_by_source_total{source=local_compute})");
    }

    @Test
    void addsUpEnginesAndModelsButTakesTheFullestCache() throws ExpositionException {
        EngineSnapshot snapshot = snapshot(Pages.vllm()
                + Pages.vllm().replace("engine=\"0\"", "engine=\"1\"").replace(" 0.25\n", " 0.75\n")
                + Pages.vllm().replace("model_name=\"m\"", "model_name=\"n\""));

        assertThat(snapshot.running()).isEqualTo(9);
        assertThat(snapshot.finished()).isEqualTo(30);
        assertThat(snapshot.kvUsage()).isEqualTo(new Ratio(0.75));
        assertThat(snapshot.stepLatency().count()).isEqualTo(3 * 328);
        assertThat(snapshot.stepLatency().cumulative()).containsExactly(3 * 300);
    }

    @Test
    void keepsOnlyTheBoundsThatAllEnginesShare() throws ExpositionException {
        String other = Pages.vllm().replace("engine=\"0\"", "engine=\"1\"").replace("le=\"0.01\"", "le=\"0.004\"");

        Histogram steps = snapshot(Pages.vllm() + other).stepLatency();

        assertThat(steps.bounds()).isEmpty();
        assertThat(steps.count()).isEqualTo(2 * 328);
        assertThat(steps.sum()).isEqualTo(5);
    }

    @Test
    void takesAnEngineThatNeverMadeAStepForIdle() throws ExpositionException {
        String typesOnly =
                Pages.vllm().lines().filter(line -> line.startsWith("#")).reduce("", (a, b) -> a + b + "\n");

        EngineSnapshot snapshot = snapshot(typesOnly);

        assertThat(snapshot.arrived()).isZero();
        assertThat(snapshot.kvUsage()).isEqualTo(Ratio.ZERO);
        assertThat(snapshot.ttft().count()).isZero();
    }

    @Test
    void saysThatStatisticsAreSwitchedOff() throws ExpositionException {
        assertThat(reason("# TYPE python_info gauge\npython_info 1\n"))
                .isEqualTo("shows no vllm: metrics: it runs with --disable-log-stats (restart it without) or is no"
                        + " vLLM server");
    }

    @Test
    void refusesAnEngineThatDoesNotSayWhatRunsAndWaits() throws ExpositionException {
        String page = Pages.vllm()
                .replace("vllm:num_requests_running", "vllm:renamed")
                .replace("vllm:num_requests_waiting", "vllm:moved");

        assertThat(reason(page))
                .startsWith("lacks running (vllm:num_requests_running), waiting"
                        + " (vllm:num_requests_waiting_by_reason{reason=capacity} or vllm:num_requests_waiting):"
                        + " use a version of vLLM");
    }

    @Test
    void worksWithWhatIsLeftWithoutFirstTokensEndsAndCache() throws ExpositionException {
        EngineSnapshot snapshot = snapshot(Pages.vllm()
                .replace("vllm:time_to_first_token_seconds", "vllm:renamed")
                .replace("vllm:kv_cache_usage_perc", "vllm:gone")
                .replace("vllm:request_success_total", "vllm:moved"));

        assertThat(snapshot.particulars().countsFirstTokens()).isFalse();
        assertThat(snapshot.particulars().aborted()).isEmpty();
        assertThat(snapshot.finished()).isZero();
        assertThat(snapshot.ttft()).isSameAs(Histogram.EMPTY);
    }

    @Test
    void takesTheQueueForRoomFromTheReasonsWhereTheyAreGiven() throws ExpositionException {
        EngineSnapshot snapshot = snapshot(Pages.vllm() + """
                vllm:num_requests_waiting_by_reason{engine="0",model_name="m",reason="capacity"} 1
                vllm:num_requests_waiting_by_reason{engine="0",model_name="m",reason="deferred"} 1
                """);

        assertThat(snapshot.waiting()).isEqualTo(1);
        assertThat(snapshot.particulars().deferred()).isEqualTo(1);
        assertThat(snapshot.inFlight()).isEqualTo(5);
    }

    @Test
    void countsComputedPromptTokensWithoutThoseFromCaches() throws ExpositionException {
        String cached = "vllm:prompt_tokens_cached_total{engine=\"0\",model_name=\"m\"} 200\n";
        String computed = """
                vllm:prompt_tokens_by_source_total{source="local_compute"} 900
                vllm:prompt_tokens_by_source_total{source="local_cache_hit"} 300
                """;

        assertThat(snapshot(Pages.vllm()).computedPromptTokens()).isEqualTo(1200);
        assertThat(snapshot(Pages.vllm() + cached).computedPromptTokens()).isEqualTo(1000);
        assertThat(snapshot(Pages.vllm() + cached + computed).computedPromptTokens())
                .isEqualTo(900);
    }

    @Test
    void doesNotBelieveThatCachesGaveMoreThanThereWas() throws ExpositionException {
        String cached = "vllm:prompt_tokens_cached_total{engine=\"0\",model_name=\"m\"} 2000\n";

        assertThat(snapshot(Pages.vllm() + cached).computedPromptTokens()).isEqualTo(1200);
    }

    @Test
    void countsTheTokensToComputeOfPromptsAsTheyAreAdmitted() throws ExpositionException {
        String lookedUp = "vllm:prefix_cache_queries_total{engine=\"0\",model_name=\"m\"} 2000\n";
        String found = "vllm:prefix_cache_hits_total{engine=\"0\",model_name=\"m\"} 500\n";
        String cached = "vllm:prompt_tokens_cached_total{engine=\"0\",model_name=\"m\"} 200\n";

        assertThat(admitted(Pages.vllm())).isEmpty();
        assertThat(admitted(Pages.vllm() + lookedUp + found + cached)).hasValue(1500);
        assertThat(admitted(Pages.vllm() + lookedUp + cached)).hasValue(2000);
    }

    @Test
    void countsAllTokensOfAdmittedPromptsWhereThoseOfFinishedOnesAreNotToldApart() throws ExpositionException {
        String counted = "vllm:prefix_cache_queries_total 2000\nvllm:prefix_cache_hits_total 500\n";

        assertThat(admitted(Pages.vllm() + counted)).hasValue(2000);
    }

    @Test
    void doesNotBelieveThatCachesHeldMoreThanWasLookedUp() throws ExpositionException {
        String counted = """
                vllm:prefix_cache_queries_total 100
                vllm:prefix_cache_hits_total 500
                vllm:prompt_tokens_cached_total 200
                """;

        assertThat(admitted(Pages.vllm() + counted)).isEmpty();
    }

    private static OptionalLong admitted(String page) throws ExpositionException {
        return snapshot(page).particulars().admittedPromptTokens();
    }

    @Test
    void readsSpeculationAndSleep() throws ExpositionException {
        EngineSnapshot snapshot = snapshot(Pages.vllm() + """
                vllm:spec_decode_num_drafts_total 10
                vllm:spec_decode_num_accepted_tokens_total 25
                vllm:engine_sleep_state{engine="0",sleep_state="awake"} 0
                vllm:engine_sleep_state{engine="0",sleep_state="discard_all"} 1
                """);

        assertThat(snapshot.particulars().drafts()).isEqualTo(10);
        assertThat(snapshot.particulars().acceptedTokens()).isEqualTo(25);
        assertThat(snapshot.particulars().asleep()).isTrue();
        assertThat(snapshot(Pages.vllm()).particulars().asleep()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model_name=\"m\"} 3.0   | model_name=\"m\"} -1   | reports -1.0 as vllm:num_requests_running{",
                "model_name=\"m\"} 3.0   | model_name=\"m\"} NaN  | reports NaN as vllm:num_requests_running{",
                "model_name=\"m\"} 3.0   | model_name=\"m\"} +Inf | reports Infinity as vllm:num_requests_running{",
                "model_name=\"m\"} 3.0   | model_name=\"m\"} 3.5  | reports 3.5 as vllm:num_requests_running{",
                "model_name=\"m\"} 340.0 | model_name=\"m\"} 1e17 | reports 1.0E17 as vllm:generation_tokens_total{",
                "model_name=\"m\"} 0.25  | model_name=\"m\"} 25   | reports 25.0 as vllm:kv_cache_usage_perc{",
                "model_name=\"m\"} 0.25  | model_name=\"m\"} NaN  | reports NaN as vllm:kv_cache_usage_perc{",
                "model_name=\"m\"} 3.5   | model_name=\"m\"} NaN  | vllm:time_to_first_token_seconds that sums up to NaN",
                "model_name=\"m\"} 3.5   | model_name=\"m\"} -3.5 | vllm:time_to_first_token_seconds that sums up to -3.5",
                "model_name=\"m\"} 11.0  | model_name=\"m\"} 13.0 | vllm:time_to_first_token_seconds that contradicts",
                "token_seconds_count     | token_seconds_cnt      | has 0 counts, 1 sums and 2 buckets",
                "le=\"+Inf\"             | le=\"9\"               | counts 12 observations but has no +Inf bucket",
                "_count{engine=\"0\",model_name=\"m\"} 12.0 | _count{engine=\"0\",model_name=\"m\"} 14.0 "
                        + "| counts 14 observations but 12 in its +Inf buckets",
                "le=\"0.5\"              | le=\"half\"            | has a bucket with the bound half",
                "le=\"0.5\"              | xx=\"0.5\"             | has a bucket with the bound null",
                "le=\"0.5\"              | le=\"NaN\"             | has a bucket with the bound NaN"
            })
    void doesNotActOnNumbersThatCannotBe(String sound, String broken, String reason) throws ExpositionException {
        assertThat(Pages.vllm()).contains(sound);
        assertThat(reason(Pages.vllm().replace(sound, broken))).contains(reason);
    }

    private static EngineSnapshot snapshot(String page) throws ExpositionException {
        return assertThat(telemetry(page))
                .asInstanceOf(type(Telemetry.Available.class))
                .actual()
                .snapshot();
    }

    private static String reason(String page) throws ExpositionException {
        return assertThat(telemetry(page))
                .asInstanceOf(type(Telemetry.Unavailable.class))
                .actual()
                .reason();
    }

    private static Telemetry telemetry(String page) throws ExpositionException {
        return EngineMetrics.at(NOW, VLLM.read(Pages.parse(VLLM.names(), page)));
    }
}
