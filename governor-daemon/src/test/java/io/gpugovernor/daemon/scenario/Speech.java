package io.gpugovernor.daemon.scenario;

import io.gpugovernor.daemon.scenario.PageWriter.Style;

/** The pages that engines write about themselves, as far as the governor reads them. */
enum Speech {
    VLLM_V1("vllm") {
        @Override
        String page(StagedEngine engine) {
            return vllmV1(engine, "0");
        }
    },
    VLLM_RUST("vllm") {
        @Override
        String page(StagedEngine engine) {
            PageWriter page = new PageWriter(Style.OPEN_METRICS, "model_name=\"m\",engine=\"0\"");
            vllmGauges(page, engine).gauge("vllm:kv_cache_usage_perc", 0.25);
            return vllmRequests(page, engine.counters(), "vllm:inter_token_latency_seconds")
                    .histogram("vllm:request_time_per_output_token_seconds", engine.counters().tbt)
                    .text();
        }
    },
    /** Before version 1: no engine label, older names, and no series before there is a value. */
    VLLM_V0("vllm") {
        @Override
        String page(StagedEngine engine) {
            PageWriter page = new PageWriter(Style.PYTHON_WITHOUT_CREATED, "model_name=\"m\"");
            if (!engine.touched()) {
                return page.type("vllm:num_requests_running", "gauge")
                        .type("vllm:num_requests_waiting", "gauge")
                        .type("vllm:request_success_total", "counter")
                        .type("vllm:time_to_first_token_seconds", "histogram")
                        .text();
            }
            vllmGauges(page, engine).gauge("vllm:num_requests_swapped", 0).gauge("vllm:gpu_cache_usage_perc", 0.25);
            return vllmRequests(page, engine.counters(), "vllm:time_per_output_token_seconds")
                    .text();
        }
    },
    /** Two tensor-parallel ranks show the same gauges; requests and tokens count when they end. */
    SGLANG("sglang") {
        @Override
        String page(StagedEngine engine) {
            StagedEngine.Counters counted = engine.counters();
            PageWriter page = new PageWriter(Style.PYTHON_WITHOUT_CREATED, "engine_type=\"unified\",model_name=\"m\"");
            page.type("sglang:num_running_reqs", "gauge");
            ranks(page, "sglang:num_running_reqs", engine.running());
            page.type("sglang:num_queue_reqs", "gauge");
            ranks(page, "sglang:num_queue_reqs", engine.waiting());
            page.type("sglang:token_usage", "gauge");
            ranks(page, "sglang:token_usage", 0.25);
            return page.counter("sglang:num_requests_total", counted.stopped + counted.aborted)
                    .counter("sglang:num_aborted_requests_total", counted.aborted)
                    .counter("sglang:prompt_tokens_total", counted.promptedAtEnd)
                    .counter("sglang:cached_tokens_total", counted.cachedAtEnd)
                    .counter("sglang:generation_tokens_total", counted.generatedAtEnd)
                    .histogram("sglang:time_to_first_token_seconds", counted.ttft)
                    .histogram("sglang:inter_token_latency_seconds", counted.steps)
                    .text();
        }
    },
    /** Times to first token count when a request ends. */
    TRTLLM("trtllm") {
        @Override
        String page(StagedEngine engine) {
            StagedEngine.Counters counted = engine.counters();
            return new PageWriter(Style.PYTHON, "engine_type=\"trtllm\",model_name=\"m\"")
                    .gauge("process_start_time_seconds", counted.born)
                    .gauge("trtllm_num_requests_running", engine.running())
                    .gauge("trtllm_num_requests_waiting", engine.waiting())
                    .gauge("trtllm_num_context_requests", engine.inPrefill())
                    .gauge("trtllm_kv_cache_utilization", 0.25)
                    .counter("trtllm_request_success_total", counted.stopped, "finished_reason=\"stop\"")
                    .counter("trtllm_request_error_total", counted.aborted)
                    .counter("trtllm_prompt_tokens_total", counted.promptedAtEnd)
                    .counter("trtllm_prompt_cached_tokens_total", counted.cachedAtEnd)
                    .counter("trtllm_generation_tokens_total", counted.generatedAtEnd)
                    .histogram("trtllm_time_to_first_token_seconds", counted.lateTtft)
                    .histogram("trtllm_time_per_output_token_seconds", counted.tbt)
                    .text();
        }
    },
    /** Nothing at all before the first request, and no time to first token ever. */
    TGI("tgi") {
        @Override
        String page(StagedEngine engine) {
            StagedEngine.Counters counted = engine.counters();
            PageWriter page = new PageWriter(Style.PLAIN, "");
            if (!engine.touched()) {
                return page.text();
            }
            page.gauge("tgi_batch_current_size", engine.running())
                    .gauge("tgi_queue_size", engine.waiting())
                    .gauge("tgi_batch_current_max_tokens", 4000)
                    .gauge("tgi_batch_max_total_tokens", 16_000);
            if (!counted.untouched()) {
                page.counter("tgi_request_success", counted.stopped)
                        .counter("tgi_request_failure", counted.aborted, "err=\"generation\"")
                        .histogram("tgi_batch_inference_duration", counted.steps, "method=\"decode\"")
                        .histogram("tgi_request_mean_time_per_token_duration", counted.tbt)
                        .histogram("tgi_request_input_length", counted.prompts)
                        .histogram("tgi_request_generated_tokens", counted.outputs);
            }
            return page.text();
        }
    };

    private final String type;

    Speech(String type) {
        this.type = type;
    }

    /** The engine's type in a policy file. */
    String type() {
        return type;
    }

    /** What {@code engine} shows of itself. */
    abstract String page(StagedEngine engine);

    /** One of several data-parallel engines behind a server of vLLM. */
    static String vllmV1(StagedEngine engine, String rank) {
        StagedEngine.Counters counted = engine.counters();
        double born = counted.born;
        PageWriter page = new PageWriter(Style.PYTHON, "engine=\"" + rank + "\",model_name=\"m\"");
        vllmGauges(page, engine)
                .sample("vllm:num_requests_waiting_by_reason", engine.waiting(), "reason=\"capacity\"")
                .sample("vllm:num_requests_waiting_by_reason", 0, "reason=\"deferred\"")
                .sample("vllm:engine_sleep_state", engine.asleep() ? 0 : 1, "sleep_state=\"awake\"")
                .sample("vllm:engine_sleep_state", engine.asleep() ? 1 : 0, "sleep_state=\"weights_offloaded\"")
                .gauge("vllm:kv_cache_usage_perc", 0.25)
                .created("vllm:prompt_tokens_total", born)
                .created("vllm:request_success_total", born, "finished_reason=\"stop\"")
                .counter(
                        "vllm:prompt_tokens_by_source_total",
                        counted.prompted - counted.cached,
                        "source=\"local_compute\"")
                .sample("vllm:prompt_tokens_by_source_total", counted.cached, "source=\"local_cache_hit\"")
                .counter("vllm:num_preemptions_total", 0);
        return vllmRequests(page, counted, "vllm:inter_token_latency_seconds")
                .histogram("vllm:request_time_per_output_token_seconds", counted.tbt)
                .text();
    }

    private static PageWriter vllmGauges(PageWriter page, StagedEngine engine) {
        return page.gauge("vllm:num_requests_running", engine.running())
                .gauge("vllm:num_requests_waiting", engine.waiting());
    }

    private static PageWriter vllmRequests(PageWriter page, StagedEngine.Counters counted, String steps) {
        page.counter("vllm:request_success_total", counted.stopped, "finished_reason=\"stop\"");
        if (counted.aborted > 0) {
            page.sample("vllm:request_success_total", counted.aborted, "finished_reason=\"abort\"");
        }
        return page.counter("vllm:prompt_tokens_total", counted.prompted)
                .counter("vllm:generation_tokens_total", counted.generated)
                .histogram("vllm:time_to_first_token_seconds", counted.ttft)
                .histogram(steps, counted.steps)
                .histogram("vllm:request_prompt_tokens", counted.prompts)
                .histogram("vllm:request_generation_tokens", counted.outputs);
    }

    private static void ranks(PageWriter page, String name, double value) {
        page.sample(name, value, "tp_rank=\"0\"").sample(name, value, "tp_rank=\"1\"");
    }
}
