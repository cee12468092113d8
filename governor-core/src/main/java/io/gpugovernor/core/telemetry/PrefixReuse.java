package io.gpugovernor.core.telemetry;

/**
 * How much longer prompts are than the part of them that has to be computed, because caches hold the rest. Prefill work
 * shrinks by it; the context that decoding reads does not. The last {@value #MEMORY} requests or so count. Immutable.
 *
 * @param factor prompt tokens for each one computed, at least 1
 */
public record PrefixReuse(double factor) {
    private static final double MEMORY = 100;
    /** A prompt found whole in a cache still has its last token computed; the bound keeps the mean from running away. */
    private static final double MOST = 1000;

    public static final PrefixReuse NONE = new PrefixReuse(1);

    PrefixReuse after(Window window) {
        long requests = window.finer().prompts();
        long computed = window.finer().computedPromptTokens();
        if (requests == 0 || window.promptTokens() <= computed) {
            return window.promptTokens() == 0 ? this : towards(1, requests);
        }
        return towards(Math.min(MOST, window.promptTokens() / Math.max(1.0, computed)), requests);
    }

    private PrefixReuse towards(double next, long requests) {
        double share = 1 - Math.pow(1 - 1 / MEMORY, requests);
        return next == factor ? this : new PrefixReuse(factor + share * (next - factor));
    }
}
