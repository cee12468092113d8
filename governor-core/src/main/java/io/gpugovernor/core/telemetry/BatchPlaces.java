package io.gpugovernor.core.telemetry;

import io.gpugovernor.core.units.Ratio;

/**
 * How many requests the engine's batch has places for, learned when all of them were taken.
 *
 * <p>No engine says it (vLLM's {@code --max-num-seqs}). But one that has a place takes the oldest request that waits into
 * its next step, and then computes its prompt. So no place is free where
 *
 * <pre>
 * requests wait, and none of those in the batch is owed a first token,      at the window's end and at its beginning
 * the oldest of them waited then already, for two steps or more
 * </pre>
 *
 * unless what they lack is room in the KV cache. As many places as were taken then are believed once that was seen
 * {@value #ENOUGH} times, and until more are taken. Immutable.
 *
 * @param places taken when no place was free, the most so far
 * @param sightings windows at whose end that was so, up to {@value #ENOUGH}
 * @param queued whether requests wait, and none of those in the batch is owed a first token
 * @param full whether they wait for a place, or for room in the KV cache
 */
public record BatchPlaces(long places, int sightings, boolean queued, boolean full) {
    /** A gap in the telemetry, or an odd snapshot, is not seen so often at the same number. */
    private static final int ENOUGH = 3;
    /** From here on it may be the KV cache that has no room. */
    private static final Ratio CROWDED = new Ratio(0.9);

    /** A step in progress, which takes nobody in, and the one that does. */
    private static final int STEPS = 2;

    /** Nothing is known. */
    public static final BatchPlaces UNKNOWN = new BatchPlaces(0, 0, false, false);

    BatchPlaces after(Window window, EngineSnapshot engine, FirstTokenDebt debt) {
        boolean queue = engine.waiting() > 0 && debt.isCertain() && !debt.isEmpty() && debt.begun(engine) == 0;
        boolean stuck = queue && queued && waitedForSteps(window, debt);
        boolean noPlace = stuck && engine.kvUsage().compareTo(CROWDED) < 0;
        long taken = engine.running();
        if (taken > places) {
            return with(noPlace ? taken : 0, noPlace ? 1 : 0, queue, stuck);
        }
        int seen = noPlace && taken == places ? Math.min(ENOUGH, sightings + 1) : sightings;
        return with(places, seen, queue, stuck);
    }

    private BatchPlaces with(long most, int seen, boolean queue, boolean stuck) {
        return most == places && seen == sightings && queue == queued && stuck == full
                ? this
                : new BatchPlaces(most, seen, queue, stuck);
    }

    private static boolean waitedForSteps(Window window, FirstTokenDebt debt) {
        double waited = debt.secondsWaitedAtLeast(0, window.to());
        return waited >= window.seconds()
                && window.stepLatency().count() > 0
                && waited > STEPS * window.stepLatency().mean();
    }

    /** Share of the places that {@code engine} has taken: 1 while none is free, 0 where their number is not known. */
    public Ratio taken(EngineSnapshot engine) {
        if (full) {
            return Ratio.ONE;
        }
        return sightings < ENOUGH ? Ratio.ZERO : Ratio.of(engine.running(), places, Ratio.ZERO);
    }
}
