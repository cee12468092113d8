package io.gpugovernor.sim.engine;

/** Everything the simulated engine counts, under the update rules of vLLM's V1 metrics. */
final class EngineCounters {
    final Tally ttft = new Tally(Buckets.TTFT);
    final Tally stepLatency = new Tally(Buckets.TOKEN_LATENCY);
    final Tally tbt = new Tally(Buckets.TOKEN_LATENCY);
    final Tally endToEnd = new Tally(Buckets.REQUEST_LATENCY);
    final Tally queueTime = new Tally(Buckets.REQUEST_LATENCY);
    final Tally prefillTime = new Tally(Buckets.REQUEST_LATENCY);
    final Tally decodeTime = new Tally(Buckets.REQUEST_LATENCY);
    final Tally inferenceTime = new Tally(Buckets.REQUEST_LATENCY);
    /** Tokens of each step that gave output, a prompt counted whole in the step that ends it. */
    final Tally iterationTokens = new Tally(Buckets.STEP_TOKENS);

    final Tally promptLengths;
    final Tally outputLengths;
    long promptTokens;
    long generationTokens;
    long finished;
    long preemptions;

    EngineCounters(int longestRequest) {
        promptLengths = new Tally(Buckets.lengths(longestRequest));
        outputLengths = new Tally(Buckets.lengths(longestRequest));
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
