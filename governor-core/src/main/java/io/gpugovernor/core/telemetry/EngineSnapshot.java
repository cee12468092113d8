package io.gpugovernor.core.telemetry;

import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;

/**
 * An engine's metrics at one instant: gauges as they stand, counters and histograms since the engine started. The names
 * in brackets are vLLM's.
 *
 * @param at when it was read
 * @param running requests in the batch, prefilling or decoding [num_requests_running]
 * @param waiting requests that wait for room in the batch, without those put off for other reasons
 *     [num_requests_waiting, or num_requests_waiting_by_reason of capacity]
 * @param finished requests that ended for any reason [request_success_total, all reasons]
 * @param promptTokens prompt tokens of requests whose prefill ended [prompt_tokens_total]
 * @param generationTokens tokens generated [generation_tokens_total]
 * @param preemptions requests thrown out of the batch for want of KV cache [num_preemptions_total]
 * @param kvUsage share of the KV cache in use [kv_cache_usage_perc]
 * @param ttft time to first token, seconds, observed at the first token [time_to_first_token_seconds]
 * @param stepLatency time between two tokens of a request, seconds, one value per request and step
 *     [inter_token_latency_seconds]
 * @param tbt a request's mean time between tokens, seconds, observed when it ends
 *     [request_time_per_output_token_seconds]
 * @param promptLengths prompt lengths of ended requests, tokens [request_prompt_tokens]
 * @param outputLengths generated lengths of ended requests, tokens [request_generation_tokens]
 * @param particulars what only some engines tell
 */
public record EngineSnapshot(
        Moment at,
        long running,
        long waiting,
        long finished,
        long promptTokens,
        long generationTokens,
        long preemptions,
        Ratio kvUsage,
        Histogram ttft,
        Histogram stepLatency,
        Histogram tbt,
        Histogram promptLengths,
        Histogram outputLengths,
        Particulars particulars) {

    /** An engine that tells no more than every engine does. */
    public EngineSnapshot(
            Moment at,
            long running,
            long waiting,
            long finished,
            long promptTokens,
            long generationTokens,
            long preemptions,
            Ratio kvUsage,
            Histogram ttft,
            Histogram stepLatency,
            Histogram tbt,
            Histogram promptLengths,
            Histogram outputLengths) {
        this(
                at,
                running,
                waiting,
                finished,
                promptTokens,
                generationTokens,
                preemptions,
                kvUsage,
                ttft,
                stepLatency,
                tbt,
                promptLengths,
                outputLengths,
                Particulars.NONE);
    }

    /** @throws IllegalArgumentException if a count is negative */
    public EngineSnapshot {
        requireCount("running", running);
        requireCount("waiting", waiting);
        requireCount("finished", finished);
        requireCount("promptTokens", promptTokens);
        requireCount("generationTokens", generationTokens);
        requireCount("preemptions", preemptions);
    }

    /** The same of an engine that tells other particulars. */
    public EngineSnapshot telling(Particulars others) {
        return new EngineSnapshot(
                at,
                running,
                waiting,
                finished,
                promptTokens,
                generationTokens,
                preemptions,
                kvUsage,
                ttft,
                stepLatency,
                tbt,
                promptLengths,
                outputLengths,
                others);
    }

    /** Requests that ever reached the engine: ended, running, waiting or put off. */
    public long arrived() {
        return finished + inFlight();
    }

    /** Requests that reached the engine and have not ended. */
    public long inFlight() {
        return running + waiting + particulars.deferred();
    }

    /** Prompt tokens that the engine computed rather than found in a cache, of those it counted. */
    public long computedPromptTokens() {
        return particulars.computedPromptTokens().orElse(promptTokens);
    }

    /** Whether every gauge, counter and histogram stands where it stood in {@code earlier}. */
    public boolean standsWhere(EngineSnapshot earlier) {
        return running == earlier.running
                && waiting == earlier.waiting
                && finished == earlier.finished
                && promptTokens == earlier.promptTokens
                && generationTokens == earlier.generationTokens
                && preemptions == earlier.preemptions
                && kvUsage.equals(earlier.kvUsage)
                && ttft.standsWhere(earlier.ttft)
                && stepLatency.standsWhere(earlier.stepLatency)
                && tbt.standsWhere(earlier.tbt)
                && promptLengths.standsWhere(earlier.promptLengths)
                && outputLengths.standsWhere(earlier.outputLengths)
                && particulars.equals(earlier.particulars);
    }

    /** First tokens given since the engine started. */
    public long firstTokens() {
        return ttft.count();
    }

    private static void requireCount(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must not be negative, but is " + value);
        }
    }
}
