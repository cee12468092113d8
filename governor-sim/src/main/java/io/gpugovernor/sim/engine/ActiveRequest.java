package io.gpugovernor.sim.engine;

/** A request inside the engine. Times in seconds of the twin's time line; mutable, owned by one engine. */
final class ActiveRequest {
    final double arrival;
    final int promptTokens;
    final int outputTokens;
    final TokenWatch watch;
    /** Tokens whose keys and values are in the cache. */
    int computed;
    /** Tokens to compute before the next token can be sampled; grows when a preemption throws the cache away. */
    int prefillTarget;

    int generated;
    long kvBlocks;
    double scheduledAt = Double.NaN;
    double firstTokenAt = Double.NaN;
    double lastTokenAt = Double.NaN;

    ActiveRequest(double arrival, int promptTokens, int outputTokens) {
        this(arrival, promptTokens, outputTokens, TokenWatch.NOBODY);
    }

    ActiveRequest(double arrival, int promptTokens, int outputTokens, TokenWatch watch) {
        this.watch = watch;
        this.arrival = arrival;
        this.promptTokens = promptTokens;
        this.outputTokens = outputTokens;
        this.prefillTarget = promptTokens;
    }

    /** The same request in another engine, where nobody watches it. */
    ActiveRequest copy() {
        ActiveRequest copy = new ActiveRequest(arrival, promptTokens, outputTokens);
        copy.computed = computed;
        copy.prefillTarget = prefillTarget;
        copy.generated = generated;
        copy.kvBlocks = kvBlocks;
        copy.scheduledAt = scheduledAt;
        copy.firstTokenAt = firstTokenAt;
        copy.lastTokenAt = lastTokenAt;
        return copy;
    }

    boolean prefilling() {
        return computed < prefillTarget;
    }

    boolean done() {
        return generated >= outputTokens;
    }

    /** Throws the cache away; all that was computed has to be computed again. */
    void preempt() {
        computed = 0;
        prefillTarget = promptTokens + generated;
        kvBlocks = 0;
    }

    /** Seconds; not a number for a request of one token. */
    double meanTimeBetweenTokens() {
        return generated > 1 ? (lastTokenAt - firstTokenAt) / (generated - 1) : Double.NaN;
    }
}
