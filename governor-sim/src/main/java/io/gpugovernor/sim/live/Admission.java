package io.gpugovernor.sim.live;

/** What becomes of a request at the engine's door. */
sealed interface Admission {
    /** It is served. */
    record Taken(Generation generation) implements Admission {}

    /** It could never fit the engine's KV cache. */
    record TooLong() implements Admission {}

    /** Too many wait already. */
    record Full() implements Admission {}
}
