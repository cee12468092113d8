package io.gpugovernor.core.forecast;

import io.gpugovernor.core.telemetry.ArrivalsAhead;

/**
 * How requests pass through the batch, over an answer's time.
 *
 * <pre>
 * decoding(f) = 1 - a * mean L * d(f)                        share of the time that prompts leave to decodes
 * ends(f)     = requests / mean n * decoding(f) / step(f)    requests that end in a second
 * </pre>
 *
 * where {@code a} arrivals a second of {@code mean L} prompt tokens hold up those who decode by {@code d(f)} seconds a token
 * ({@link Pace#delay}), and answers are {@code mean n} tokens long.
 *
 * @param requests in the batch, those included that are owed a first token
 * @param arrivals a second
 * @param prompt mean tokens
 * @param output mean tokens
 */
record BatchFlow(double requests, double arrivals, double prompt, double output) {
    /** Share of the time that decodes get at least: prompts do not come without end. */
    private static final double LEAST_DECODING = 0.05;

    /** @param step seconds of a decode step at the highest clock, which an answer's time is reckoned with */
    static BatchFlow of(WorkAhead work, ArrivalsAhead arrivals, double step) {
        return new BatchFlow(
                work.decodes() + work.debts(),
                arrivals.perSecond(work.meanOutput() * step),
                work.meanPrompt(),
                work.meanOutput());
    }

    /** Share of the time that prompts leave to decodes, which they hold up by so many seconds a token. */
    double decoding(double delay) {
        return Math.max(LEAST_DECODING, 1 - arrivals * prompt * delay);
    }

    /** Requests that end in a second. */
    double ends(double delay, double step) {
        return requests / output * decoding(delay) / step;
    }
}
