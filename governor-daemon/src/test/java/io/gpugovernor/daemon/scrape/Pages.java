package io.gpugovernor.daemon.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;

/** Parses small pages written in tests. */
final class Pages {
    private Pages() {}

    static Exposition parse(Collection<String> families, String page) throws ExpositionException {
        return parse(families, ExpositionLimits.DEFAULT, page);
    }

    static Exposition parse(Collection<String> families, ExpositionLimits limits, String page)
            throws ExpositionException {
        byte[] bytes = page.getBytes(UTF_8);
        return new PrometheusText(families, limits).parse(bytes, bytes.length);
    }

    /** The smallest page of a vLLM engine that satisfies the governor: 3 running, 2 waiting, 10 finished. */
    static String vllm() {
        return """
                # TYPE vllm:num_requests_running gauge
                vllm:num_requests_running{engine="0",model_name="m"} 3.0
                # TYPE vllm:num_requests_waiting gauge
                vllm:num_requests_waiting{engine="0",model_name="m"} 2.0
                # TYPE vllm:kv_cache_usage_perc gauge
                vllm:kv_cache_usage_perc{engine="0",model_name="m"} 0.25
                # TYPE vllm:prompt_tokens_total counter
                vllm:prompt_tokens_total{engine="0",model_name="m"} 1200.0
                # TYPE vllm:generation_tokens_total counter
                vllm:generation_tokens_total{engine="0",model_name="m"} 340.0
                # TYPE vllm:request_success_total counter
                vllm:request_success_total{engine="0",finished_reason="stop",model_name="m"} 9.0
                vllm:request_success_total{engine="0",finished_reason="abort",model_name="m"} 1.0
                # TYPE vllm:time_to_first_token_seconds histogram
                vllm:time_to_first_token_seconds_bucket{engine="0",le="0.5",model_name="m"} 11.0
                vllm:time_to_first_token_seconds_bucket{engine="0",le="+Inf",model_name="m"} 12.0
                vllm:time_to_first_token_seconds_count{engine="0",model_name="m"} 12.0
                vllm:time_to_first_token_seconds_sum{engine="0",model_name="m"} 3.5
                # TYPE vllm:inter_token_latency_seconds histogram
                vllm:inter_token_latency_seconds_bucket{engine="0",le="0.01",model_name="m"} 300.0
                vllm:inter_token_latency_seconds_bucket{engine="0",le="+Inf",model_name="m"} 328.0
                vllm:inter_token_latency_seconds_count{engine="0",model_name="m"} 328.0
                vllm:inter_token_latency_seconds_sum{engine="0",model_name="m"} 2.5
                """;
    }
}
