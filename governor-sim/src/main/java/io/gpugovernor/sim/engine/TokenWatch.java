package io.gpugovernor.sim.engine;

import io.gpugovernor.core.units.Moment;

/** Told of one request's tokens as they come out of a step. */
@FunctionalInterface
public interface TokenWatch {
    /** Nobody watches. */
    TokenWatch NOBODY = (at, generated) -> {};

    /**
     * A step ended that gave the request a token.
     *
     * @param at when the step ended; the client has the token the profile's frontend time later
     * @param generated the request's tokens so far, this one included; the one that was asked for last ends it
     */
    void token(Moment at, int generated);
}
