package io.gpugovernor.core.policy.guard;

import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.telemetry.Observation;
import java.util.OptionalInt;

/**
 * The fuller the engine, the higher the clock must be at least.
 *
 * <pre>
 * used   = taken * (1 + extra / running), at most 1         taken: {@link Room}, extra: {@link Filling}, {@link Overfull}
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
 * <p>An engine that fills up, or whose want of room has made requests late, counts as if more of them ran.
 *
 * @param inner the policy that is overruled
 * @param ladder clocks to choose from
 * @param slo what is promised
 * @param room what it has
 * @param filling how fast it fills up
 * @param overfull what it learned from coming too late
 * @param held how full the engine counts as
 */
public record KvPressure(
        Policy inner, Ladder ladder, Slo slo, Room room, Filling filling, Overfull overfull, double held)
        implements Guard {
    private static final Pressure FILLED = new Pressure(0.8, 0.4, 0.95, 0.85);
    private static final double SLACK = 0.05;

    /** @param places how many requests the batch has places for by the model; empty if that was not measured */
    public KvPressure(Policy inner, Ladder ladder, Slo slo, OptionalInt places) {
        this(inner, ladder, slo, new Room(places), Filling.UNKNOWN, Overfull.NEVER, 0);
    }

    @Override
    public Ruling rule(Situation situation) {
        Ruling ruling = inner.rule(situation);
        Observation seen = situation.observation();
        Room known = room.after(seen);
        double taken = known.taken(seen);
        Filling growing = filling.after(seen);
        Overfull learned = overfull.after(seen, slo, taken);
        double stay = Pressure.stay(seen);
        long running = seen.snapshot().running();
        double used = used(taken, running, growing.extra(running, stay) + learned.extra(running));
        double counted = Math.max(used, Math.min(held, used + SLACK));
        Ruling raised = Pressure.raise(ruling, ladder, FILLED.of(counted, stay));
        return raised.withNext(new KvPressure(ruling.next(), ladder, slo, known, growing, learned, counted));
    }

    private static double used(double taken, long running, double extra) {
        return running == 0 ? taken : Math.max(taken, Math.min(1, taken * (1 + extra / running)));
    }
}
