package io.gpugovernor.sim.engine;

import io.gpugovernor.core.units.Moment;
import java.util.Optional;

/**
 * How far a request inside the engine has come.
 *
 * @param arrival when it reached the engine
 * @param promptTokens tokens of its prompt
 * @param outputTokens tokens it will generate in all; no real engine knows this
 * @param toPrefill tokens to compute before its next token, the step in progress counted as done; 0 while it decodes
 * @param context tokens in the cache, the step in progress counted as done
 * @param generated tokens generated so far
 * @param firstToken when the first of them came out; empty while it is owed
 * @param lastToken when the last of them came out
 */
public record RequestState(
        Moment arrival,
        int promptTokens,
        int outputTokens,
        int toPrefill,
        int context,
        int generated,
        Optional<Moment> firstToken,
        Optional<Moment> lastToken) {

    static RequestState of(ActiveRequest request) {
        return new RequestState(
                moment(request.arrival),
                request.promptTokens,
                request.outputTokens,
                Math.max(0, request.prefillTarget - request.computed),
                request.computed,
                request.generated,
                request.generated > 0 ? Optional.of(moment(request.firstTokenAt)) : Optional.empty(),
                request.generated > 0 ? Optional.of(moment(request.lastTokenAt)) : Optional.empty());
    }

    /** Tokens it will still generate. */
    public int outputLeft() {
        return outputTokens - generated;
    }

    private static Moment moment(double seconds) {
        return new Moment(Math.round(seconds * 1e9));
    }
}
