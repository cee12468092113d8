package io.gpugovernor.daemon.scrape;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a metric tells the governor, whatever the engine calls it. */
enum Role {
    /** Requests in the batch. */
    RUNNING("running", Kind.GAUGE, Need.REQUIRED),
    /** Requests that wait for room in the batch. */
    WAITING("waiting", Kind.GAUGE, Need.REQUIRED),
    /** Requests put off for reasons that no clock mends. */
    DEFERRED("deferred", Kind.GAUGE, Need.SPECIAL),
    /** Requests in the batch that are owed a first token. */
    PREFILLING("prefilling", Kind.GAUGE, Need.SPECIAL),
    /** Requests that ended, for any reason. */
    FINISHED("finished", Kind.COUNTER, Need.HELPFUL),
    /** Requests that were aborted, part of those that ended. */
    ABORTED("aborted", Kind.COUNTER, Need.HELPFUL),
    PROMPT_TOKENS("promptTokens", Kind.COUNTER, Need.HELPFUL),
    GENERATION_TOKENS("generationTokens", Kind.COUNTER, Need.HELPFUL),
    PREEMPTIONS("preemptions", Kind.COUNTER, Need.HELPFUL),
    /** Share of the KV cache in use, 0 to 1. */
    KV_USAGE("kvUsage", Kind.GAUGE, Need.HELPFUL),
    /** What of the KV cache is in use, in any unit. */
    KV_USED("kvUsed", Kind.GAUGE, Need.SPECIAL),
    /** The whole KV cache, in the unit of {@link #KV_USED}. */
    KV_CAPACITY("kvCapacity", Kind.GAUGE, Need.SPECIAL),
    /** Time to first token, seconds. */
    TTFT("ttft", Kind.HISTOGRAM, Need.HELPFUL),
    /** Time between two tokens, or of a decode step, seconds. */
    STEP_LATENCY("stepLatency", Kind.HISTOGRAM, Need.HELPFUL),
    /** An ended request's mean time between tokens, seconds. */
    TBT("tbt", Kind.HISTOGRAM, Need.HELPFUL),
    PROMPT_LENGTHS("promptLengths", Kind.HISTOGRAM, Need.HELPFUL),
    OUTPUT_LENGTHS("outputLengths", Kind.HISTOGRAM, Need.HELPFUL),
    /** Prompt tokens that were computed, not found in a cache. */
    COMPUTED_PROMPT_TOKENS("computedPromptTokens", Kind.COUNTER, Need.HELPFUL),
    /** Prompt tokens that were found in a cache. */
    CACHED_PROMPT_TOKENS("cachedPromptTokens", Kind.COUNTER, Need.SPECIAL),
    /** Prompt tokens of requests, counted when they are admitted to the batch. */
    ADMITTED_PROMPT_TOKENS("admittedPromptTokens", Kind.COUNTER, Need.SPECIAL),
    /** Those of them that were found in a cache. */
    ADMITTED_CACHED_TOKENS("admittedCachedTokens", Kind.COUNTER, Need.SPECIAL),
    /** 1 while an engine is awake, 0 while it sleeps. */
    AWAKE("awake", Kind.GAUGE, Need.SPECIAL),
    /** Steps of speculative decoding. */
    DRAFTS("drafts", Kind.COUNTER, Need.SPECIAL),
    /** Drafted tokens that were accepted. */
    ACCEPTED_TOKENS("acceptedTokens", Kind.COUNTER, Need.SPECIAL),
    /** When the process started, in any unit. */
    STARTED("started", Kind.GAUGE, Need.SPECIAL);

    /** How a metric behaves in time. */
    enum Kind {
        GAUGE,
        COUNTER,
        HISTOGRAM
    }

    /** How much the governor misses what an engine does not tell. */
    enum Need {
        /** It cannot work without. */
        REQUIRED,
        /** It works without, less well, and says so once. */
        HELPFUL,
        /** Only some engines have it to tell. */
        SPECIAL
    }

    private final String key;
    private final Kind kind;
    private final Need need;

    Role(String key, Kind kind, Need need) {
        this.key = key;
        this.kind = kind;
        this.need = need;
    }

    /** The role's name in a dialect file and in messages. */
    String key() {
        return key;
    }

    Kind kind() {
        return kind;
    }

    Need need() {
        return need;
    }

    static Optional<Role> ofKey(String key) {
        return Arrays.stream(values()).filter(role -> role.key.equals(key)).findFirst();
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(Role::key).toList();
    }
}
