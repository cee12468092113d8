package io.gpugovernor.sim.engine;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Histogram;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.engine.ExpositionPage.Sample;
import io.gpugovernor.sim.gpu.EngineLimits;
import io.gpugovernor.sim.gpu.HardwareProfile;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/**
 * The simulated engine's metrics as the text that a vLLM server of version 1 gives: the same families, types, labels
 * and bucket bounds.
 *
 * <p>Every number is one the engine counted. It looks every prompt up in a prefix cache that never holds any of it, and
 * has no speculative decoding, no sleep and no
 * multi-modal input, so those families stay at zero. It generates exactly as many tokens as a request asks for, so
 * every request ends for its length, and the limit it asked for is the length it got; requests that can never fit are
 * refused before they are counted.
 */
public final class VllmExposition {
    /** What this text is, for the {@code Content-Type} of a response. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String ENGINE = "0";
    private static final double[] CHOICES = {1, 2, 5, 10, 20};

    private final Map<String, String> labels;
    private final Map<String, String> cacheConfig;
    private final double started;

    /**
     * @param profile what the engine claims to serve, and on what
     * @param started when the engine started, which is when its counters stood at zero
     */
    public VllmExposition(HardwareProfile profile, Instant started) {
        this.labels = Map.of("engine", ENGINE, "model_name", profile.modelName());
        this.cacheConfig = cacheConfig(profile.limits());
        this.started = started.getEpochSecond() + started.getNano() / 1e9;
    }

    /** The page as {@code engine} stands at {@code now}. */
    public String render(SimEngine engine, Moment now) {
        EngineSnapshot snapshot = engine.snapshot(now);
        EngineCounters counters = engine.counters();
        ExpositionPage page = new ExpositionPage(labels, started);
        page.bareGauge("process_start_time_seconds", "Unix time at which the process started.", Map.of(), started);
        scheduler(page, snapshot);
        caches(page, snapshot);
        tokens(page, snapshot);
        requests(page, snapshot, counters);
        latencies(page, snapshot, counters);
        speculation(page);
        page.bareGauge("vllm:cache_config_info", "Settings of the KV cache, as labels.", cacheConfig, 1);
        return page.text();
    }

    private static void scheduler(ExpositionPage page, EngineSnapshot engine) {
        page.gauge("vllm:num_requests_running", "Requests in the present batch.", Sample.of(engine.running()));
        page.gauge("vllm:num_requests_waiting", "Requests not yet in the batch.", Sample.of(engine.waiting()));
        page.gauge(
                "vllm:num_requests_waiting_by_reason",
                "Requests not yet in the batch: for want of room (capacity), or put off for another cause (deferred).",
                Sample.of("reason", "capacity", engine.waiting()),
                Sample.of("reason", "deferred", 0));
        page.gauge(
                "vllm:engine_sleep_state",
                "1 for the state the engine is in; the simulated engine never sleeps.",
                Sample.of("sleep_state", "awake", 1),
                Sample.of("sleep_state", "weights_offloaded", 0),
                Sample.of("sleep_state", "discard_all", 0));
        page.gauge(
                "vllm:kv_cache_usage_perc",
                "Share of the KV cache in use, 0 to 1.",
                Sample.of(engine.kvUsage().value()));
        page.counter(
                "vllm:num_preemptions",
                "Requests put out of the batch for want of KV cache.",
                Sample.of(engine.preemptions()));
    }

    private static void caches(ExpositionPage page, EngineSnapshot engine) {
        Sample none = Sample.of(0);
        page.counter(
                "vllm:prefix_cache_queries",
                "Tokens looked up in the prefix cache, a prompt's when it is admitted to the batch.",
                Sample.of(engine.particulars().admittedPromptTokens().orElse(0)));
        page.counter("vllm:prefix_cache_hits", "Tokens found in the prefix cache.", none);
        page.counter("vllm:external_prefix_cache_queries", "Tokens looked up in other engines' caches.", none);
        page.counter("vllm:external_prefix_cache_hits", "Tokens found in other engines' caches.", none);
        page.counter("vllm:mm_cache_queries", "Images and the like looked up in their cache.", none);
        page.counter("vllm:mm_cache_hits", "Images and the like found in their cache.", none);
        page.counter("vllm:prompt_tokens_cached", "Prompt tokens that some cache held.", none);
    }

    private static void tokens(ExpositionPage page, EngineSnapshot engine) {
        page.counter(
                "vllm:prompt_tokens",
                "Tokens of prompts, counted when the prompt is done.",
                Sample.of(engine.promptTokens()));
        page.counter(
                "vllm:prompt_tokens_by_source",
                "Tokens of prompts by where their keys and values came from.",
                Sample.of("source", "local_compute", engine.promptTokens()),
                Sample.of("source", "local_cache_hit", 0),
                Sample.of("source", "external_kv_transfer", 0));
        page.counter("vllm:generation_tokens", "Tokens generated.", Sample.of(engine.generationTokens()));
    }

    private static void requests(ExpositionPage page, EngineSnapshot engine, EngineCounters counters) {
        page.counter(
                "vllm:request_success",
                "Requests that ended, by why they did.",
                Sample.of("finished_reason", "stop", 0),
                Sample.of("finished_reason", "length", engine.finished()),
                Sample.of("finished_reason", "abort", 0),
                Sample.of("finished_reason", "error", 0),
                Sample.of("finished_reason", "repetition", 0));
        Histogram prompts = engine.promptLengths();
        Histogram outputs = engine.outputLengths();
        page.histogram("vllm:request_prompt_tokens", "Prompt tokens of a request that ended.", prompts);
        page.histogram("vllm:request_generation_tokens", "Generated tokens of a request that ended.", outputs);
        page.histogram(
                "vllm:request_max_num_generation_tokens",
                "Generated tokens of the longest choice of a request that ended.",
                outputs);
        page.histogram("vllm:request_params_max_tokens", "Tokens that a request asked for at most.", outputs);
        page.histogram("vllm:request_params_n", "Choices that a request asked for.", oneChoiceEach(engine.finished()));
        page.histogram(
                "vllm:request_prefill_kv_computed_tokens",
                "Prompt tokens of a request that ended, less those that a cache held.",
                prompts);
        page.histogram(
                "vllm:iteration_tokens_total",
                "Tokens of a step that gave output: those generated, and the prompts it finished.",
                counters.iterationTokens.snapshot());
    }

    private static void latencies(ExpositionPage page, EngineSnapshot engine, EngineCounters counters) {
        page.histogram("vllm:time_to_first_token_seconds", "Time from arrival to first token.", engine.ttft());
        page.histogram(
                "vllm:inter_token_latency_seconds", "Time between two tokens of a request.", engine.stepLatency());
        page.histogram(
                "vllm:request_time_per_output_token_seconds",
                "Mean time between the tokens of a request that ended.",
                engine.tbt());
        page.histogram(
                "vllm:e2e_request_latency_seconds",
                "Time from arrival to last token of a request that ended.",
                counters.endToEnd.snapshot());
        page.histogram(
                "vllm:request_queue_time_seconds",
                "Time that a request that ended had waited for the batch.",
                counters.queueTime.snapshot());
        page.histogram(
                "vllm:request_inference_time_seconds",
                "Time from the batch to the last token of a request that ended.",
                counters.inferenceTime.snapshot());
        page.histogram(
                "vllm:request_prefill_time_seconds",
                "Time from the batch to the first token of a request that ended.",
                counters.prefillTime.snapshot());
        page.histogram(
                "vllm:request_decode_time_seconds",
                "Time from first to last token of a request that ended.",
                counters.decodeTime.snapshot());
    }

    private static void speculation(ExpositionPage page) {
        Sample none = Sample.of(0);
        page.counter("vllm:spec_decode_num_drafts", "Drafts made by speculative decoding.", none);
        page.counter("vllm:spec_decode_num_draft_tokens", "Tokens in those drafts.", none);
        page.counter("vllm:spec_decode_num_accepted_tokens", "Tokens of drafts that were kept.", none);
    }

    private static Histogram oneChoiceEach(long requests) {
        long[] cumulative = new long[CHOICES.length];
        Arrays.fill(cumulative, requests);
        return Histogram.of(CHOICES, cumulative, requests, requests);
    }

    private static Map<String, String> cacheConfig(EngineLimits limits) {
        long blocks = limits.kvTokens() / EngineLimits.BLOCK;
        return Map.of(
                "engine",
                ENGINE,
                "block_size",
                Integer.toString(EngineLimits.BLOCK),
                "cache_dtype",
                "auto",
                "enable_prefix_caching",
                "False",
                "num_gpu_blocks",
                Long.toString(blocks),
                "kv_cache_size_tokens",
                Long.toString(blocks * EngineLimits.BLOCK));
    }
}
