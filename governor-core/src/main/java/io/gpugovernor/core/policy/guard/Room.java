package io.gpugovernor.core.policy.guard;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Observation;
import java.util.OptionalInt;

/**
 * How much of an engine's room is taken.
 *
 * <pre>
 * cache  = share of the KV cache in use, now or once the contexts of those that run are as long as usual; the larger
 * taken  = the larger of cache and the share of places in the batch that are taken; 1 if a request was thrown out
 * </pre>
 *
 * <p>A context grows with each token, so requests that have just come take little of the cache, and will take more although
 * no other comes ({@code telemetry/UsualContexts}).
 *
 * <p>How many places the batch has is said by the engine's command line or its feed, and by a model that was measured. The
 * smaller number counts, unless more were ever taken, so no wrong word leaves the clock lower than no word. Where nobody
 * knows, it is learned when all of them were taken.
 *
 * <p>An engine with nothing to do has no pressure, though some count what they only remember as used.
 *
 * @param places how many requests the batch has places for by the model; empty if that was not measured
 * @param last requests that ran a window ago
 * @param most requests that ran at once so far, twice in a row
 */
record Room(OptionalInt places, int last, int most) {
    /** No batch has so many places. */
    private static final int NOBODY_KNOWS = Integer.MAX_VALUE;

    Room(OptionalInt places) {
        this(places, 0, 0);
    }

    /** After one more window. */
    Room after(Observation seen) {
        int running = (int) Math.min(NOBODY_KNOWS, seen.snapshot().running());
        int ran = Math.max(most, Math.min(last, running));
        return running == last && ran == most ? this : new Room(places, running, ran);
    }

    /** Share of it that is taken at the end of the window that it was told last, 0 to 1. */
    double taken(Observation seen) {
        EngineSnapshot engine = seen.snapshot();
        if (engine.inFlight() == 0) {
            return 0;
        }
        if (seen.window().preemptions() > 0) {
            return 1;
        }
        double learned = seen.workload().places().taken(engine).value();
        double taken = Math.min(1, engine.running() / (double) placesSaid(seen));
        double grown = seen.workload().contexts().takenBy(engine).value();
        double cache = Math.max(engine.kvUsage().value(), grown);
        return Math.max(cache, Math.max(learned, taken));
    }

    /** The fewest places that the batch is said to have and that not more requests took. */
    private int placesSaid(Observation seen) {
        return Math.min(believed(seen.source().limits().requests()), believed(places));
    }

    private int believed(OptionalInt said) {
        int number = said.orElse(NOBODY_KNOWS);
        return number < most ? NOBODY_KNOWS : number;
    }
}
