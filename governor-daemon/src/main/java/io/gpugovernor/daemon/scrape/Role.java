package io.gpugovernor.daemon.scrape;

import java.util.Arrays;
import java.util.Optional;

/** What a metric tells the governor, whatever the engine calls it. */
enum Role {
    RUNNING("running", Kind.GAUGE),
    WAITING("waiting", Kind.GAUGE),
    FINISHED("finished", Kind.COUNTER),
    PROMPT_TOKENS("promptTokens", Kind.COUNTER),
    GENERATION_TOKENS("generationTokens", Kind.COUNTER),
    PREEMPTIONS("preemptions", Kind.COUNTER),
    KV_USAGE("kvUsage", Kind.GAUGE),
    TTFT("ttft", Kind.HISTOGRAM),
    STEP_LATENCY("stepLatency", Kind.HISTOGRAM),
    TBT("tbt", Kind.HISTOGRAM),
    PROMPT_LENGTHS("promptLengths", Kind.HISTOGRAM),
    OUTPUT_LENGTHS("outputLengths", Kind.HISTOGRAM);

    /** How a metric behaves in time. */
    enum Kind {
        GAUGE,
        COUNTER,
        HISTOGRAM
    }

    private final String key;
    private final Kind kind;

    Role(String key, Kind kind) {
        this.key = key;
        this.kind = kind;
    }

    /** The role's name in a dialect file and in messages. */
    String key() {
        return key;
    }

    static Optional<Role> ofKey(String key) {
        return Arrays.stream(values()).filter(role -> role.key.equals(key)).findFirst();
    }

    /**
     * Whether a page shows this role under {@code name}. A counter or histogram that has a type but no series counted
     * nothing yet. A gauge without series is unknown, unless nothing at all has a series: then the engine has not made
     * a step since it started (vLLM before version 1 creates a series at its first value).
     */
    boolean isShown(Exposition page, String name) {
        return hasSeries(page, name) || (page.declares(name) && (kind != Kind.GAUGE || page.size() == 0));
    }

    /** Whether a page has values of this role under {@code name}. */
    boolean hasSeries(Exposition page, String name) {
        if (kind == Kind.HISTOGRAM) {
            return !page.series(name + "_count").isEmpty()
                    || !page.series(name + "_sum").isEmpty()
                    || !page.series(name + "_bucket").isEmpty();
        }
        return !page.series(name).isEmpty();
    }
}
