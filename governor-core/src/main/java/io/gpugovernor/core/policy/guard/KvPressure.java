package io.gpugovernor.core.policy.guard;

import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Observation;
import java.util.OptionalInt;

/**
 * The fuller the engine, the higher the clock must be at least.
 *
 * <pre>
 * cache  = share of the KV cache in use, now or once the contexts of those that run are as long as usual; the larger
 * used   = the larger of cache and the share of places in the batch that are taken; 1 if a request was thrown out
 * used   = as {@link Overfull} counts it: more, if want of room has made requests late
 * held   = max(used, min(held, used + SLACK))                                       falls only after used has fallen
 * free   = 0.8 - 0.4 * stay,   full = 0.95 - 0.1 * stay
 * clock >= lowest + (highest - lowest) * (held - free) / (full - free)      stay: {@link Pressure#stay}
 * </pre>
 *
 * <p>Requests hold their part of the cache, and their place, until they end, and the slower they are the more of them are
 * there (Little's law). An engine with no room left makes every newcomer wait, throws requests out and computes them anew,
 * and needs as long as answers last to get out of that, also at the highest clock. No deadline tells of it before. So the
 * clock goes up while there is room, and the more the less there is. Short answers make room within seconds, so they may
 * fill more of it first; of most work, little of either is ever taken.
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
 * @param inner the policy that is overruled
 * @param ladder clocks to choose from
 * @param slo what is promised
 * @param places how many requests the batch has places for by the model; empty if that was not measured
 * @param last requests that ran a window ago
 * @param most requests that ran at once so far, twice in a row
 * @param overfull what it learned from coming too late
 * @param held how full the engine counts as
 */
public record KvPressure(
        Policy inner, Ladder ladder, Slo slo, OptionalInt places, int last, int most, Overfull overfull, double held)
        implements Guard {
    private static final Pressure ROOM = new Pressure(0.8, 0.4, 0.95, 0.85);
    private static final double SLACK = 0.05;

    /** No batch has so many places. */
    private static final int NOBODY_KNOWS = Integer.MAX_VALUE;

    public KvPressure(Policy inner, Ladder ladder, Slo slo, OptionalInt places) {
        this(inner, ladder, slo, places, 0, 0, Overfull.NEVER, 0);
    }

    @Override
    public Ruling rule(Situation situation) {
        Ruling ruling = inner.rule(situation);
        Observation seen = situation.observation();
        int running = (int) Math.min(NOBODY_KNOWS, seen.snapshot().running());
        int ran = Math.max(most, Math.min(last, running));
        double taken = used(seen, places(seen, ran));
        Overfull learned = overfull.after(seen, slo, taken);
        double used = learned.counted(taken, running);
        double counted = Math.max(used, Math.min(held, used + SLACK));
        Ruling raised = Pressure.raise(ruling, ladder, ROOM.of(counted, Pressure.stay(seen)));
        return raised.withNext(new KvPressure(ruling.next(), ladder, slo, places, running, ran, learned, counted));
    }

    /** The fewest places that the batch is said to have and that not more requests took. */
    private int places(Observation seen, int ran) {
        return Math.min(believed(seen.source().limits().requests(), ran), believed(places, ran));
    }

    private static int believed(OptionalInt said, int ran) {
        int number = said.orElse(NOBODY_KNOWS);
        return number < ran ? NOBODY_KNOWS : number;
    }

    private static double used(Observation seen, int placesSaid) {
        EngineSnapshot engine = seen.snapshot();
        if (engine.inFlight() == 0) {
            return 0;
        }
        if (seen.window().preemptions() > 0) {
            return 1;
        }
        double learned = seen.workload().places().taken(engine).value();
        double taken = Math.min(1, engine.running() / (double) placesSaid);
        double grown = seen.workload().contexts().takenBy(engine).value();
        double cache = Math.max(engine.kvUsage().value(), grown);
        return Math.max(cache, Math.max(learned, taken));
    }
}
