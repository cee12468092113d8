package io.gpugovernor.sim.engine;

/** Everything the simulated engine counts, under the update rules of vLLM's V1 metrics. */
final class EngineCounters {
    final Tally ttft;
    final Tally stepLatency;
    final Tally tbt;
    final Tally endToEnd;
    final Tally queueTime;
    final Tally prefillTime;
    final Tally decodeTime;
    final Tally inferenceTime;
    /** Tokens of each step that gave output, a prompt counted whole in the step that ends it. */
    final Tally iterationTokens;

    final Tally promptLengths;
    final Tally outputLengths;
    long promptTokens;
    long generationTokens;
    long finished;
    long preemptions;

    EngineCounters(int longestRequest) {
        ttft = new Tally(Buckets.TTFT);
        stepLatency = new Tally(Buckets.TOKEN_LATENCY);
        tbt = new Tally(Buckets.TOKEN_LATENCY);
        endToEnd = new Tally(Buckets.REQUEST_LATENCY);
        queueTime = new Tally(Buckets.REQUEST_LATENCY);
        prefillTime = new Tally(Buckets.REQUEST_LATENCY);
        decodeTime = new Tally(Buckets.REQUEST_LATENCY);
        inferenceTime = new Tally(Buckets.REQUEST_LATENCY);
        iterationTokens = new Tally(Buckets.STEP_TOKENS);
        promptLengths = new Tally(Buckets.lengths(longestRequest));
        outputLengths = new Tally(Buckets.lengths(longestRequest));
    }

    private EngineCounters(EngineCounters other) {
        ttft = other.ttft.copy();
        stepLatency = other.stepLatency.copy();
        tbt = other.tbt.copy();
        endToEnd = other.endToEnd.copy();
        queueTime = other.queueTime.copy();
        prefillTime = other.prefillTime.copy();
        decodeTime = other.decodeTime.copy();
        inferenceTime = other.inferenceTime.copy();
        iterationTokens = other.iterationTokens.copy();
        promptLengths = other.promptLengths.copy();
        outputLengths = other.outputLengths.copy();
        promptTokens = other.promptTokens;
        generationTokens = other.generationTokens;
        finished = other.finished;
        preemptions = other.preemptions;
    }

    EngineCounters copy() {
        return new EngineCounters(this);
    }

    /** Books a request that ended; times in seconds. */
    void end(ActiveRequest request, double now) {
        finished++;
        promptLengths.add(request.promptTokens);
        outputLengths.add(request.generated);
        endToEnd.add(now - request.arrival);
        queueTime.add(request.scheduledAt - request.arrival);
        prefillTime.add(request.firstTokenAt - request.scheduledAt);
        decodeTime.add(request.lastTokenAt - request.firstTokenAt);
        inferenceTime.add(request.lastTokenAt - request.scheduledAt);
        if (request.generated > 1) {
            tbt.add(request.meanTimeBetweenTokens());
        }
    }
}
