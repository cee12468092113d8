package io.gpugovernor.core.telemetry;

/**
 * What past windows taught about the work: what is owed now, and what to expect next.
 *
 * @param debt requests owed a first token
 * @param prompts how long prompts are, as far as they have to be computed
 * @param outputs how long outputs are
 * @param arrivals when requests come
 * @param clusters how many come together
 * @param mix mean shape of recent requests
 * @param dispersion how unevenly requests come
 * @param reuse how much of prompts is found in caches
 * @param begun how long the prompts are that the engine has begun
 * @param places how many requests its batch has places for
 * @param contexts how much of the KV cache requests take
 */
public record Workload(
        FirstTokenDebt debt,
        LengthDistribution prompts,
        LengthDistribution outputs,
        ArrivalHazard arrivals,
        ArrivalClusters clusters,
        WorkloadMix mix,
        ArrivalDispersion dispersion,
        PrefixReuse reuse,
        BegunPrompts begun,
        BatchPlaces places,
        UsualContexts contexts) {
    public static final Workload UNKNOWN = new Workload(
            FirstTokenDebt.NONE,
            LengthDistribution.UNKNOWN,
            LengthDistribution.UNKNOWN,
            ArrivalHazard.UNKNOWN,
            ArrivalClusters.UNKNOWN,
            WorkloadMix.UNKNOWN,
            ArrivalDispersion.UNKNOWN,
            PrefixReuse.NONE,
            BegunPrompts.UNKNOWN,
            BatchPlaces.UNKNOWN,
            UsualContexts.UNKNOWN);

    /** What is known after {@code window}, which ended with {@code engine}. */
    public Workload after(Window window, EngineSnapshot engine) {
        FirstTokenDebt owed = debt.after(window, engine, dispersion);
        return new Workload(
                owed,
                learn(
                        prompts,
                        window.finer().computedPromptTokens(),
                        window.finer().prompts()),
                learn(
                        outputs,
                        window.outputLengths().sum(),
                        window.outputLengths().count()),
                arrivals.after(window),
                clusters.after(window.arrivals()),
                mix.after(window),
                dispersion.after(window, arrivals.steadyPerSecond()),
                reuse.after(window),
                begun.after(engine, owed),
                places.after(window, engine, owed),
                contexts.after(window, engine));
    }

    /** Prompt tokens expected to be still to compute for all that is owed, none of them begun. */
    public double prefillBacklog() {
        return debt.count() * prompts.mean();
    }

    /** A counter reset makes what is owed unknown, but not what was learned. */
    public Workload afterReset() {
        return new Workload(
                FirstTokenDebt.NONE,
                prompts,
                outputs,
                arrivals,
                clusters,
                mix,
                dispersion,
                reuse,
                BegunPrompts.UNKNOWN,
                BatchPlaces.UNKNOWN,
                UsualContexts.UNKNOWN);
    }

    /**
     * A window with one request tells its length exactly. A window with more tells only their mean; it counts as one
     * request of that length, so that averages do not crowd out the exact values and hide long requests.
     */
    private static LengthDistribution learn(LengthDistribution lengths, double tokens, long requests) {
        return requests > 0 && tokens > 0 ? lengths.after(tokens / requests) : lengths;
    }
}
