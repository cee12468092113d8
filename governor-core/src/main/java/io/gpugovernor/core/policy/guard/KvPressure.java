package io.gpugovernor.core.policy.guard;

import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;

/**
 * A KV cache that is nearly full wants the highest clock.
 *
 * <p>Sequences hold their part of the cache until they end. When it is full the engine throws some out and computes them
 * anew later, which is work that no forecast counted on; and the slower the others are, the longer that lasts. So from
 * {@code 0.9} in use, or a request thrown out, until it is below {@code 0.85} and none is, the clock is the highest. An engine
 * with nothing to do has no pressure, though some count what they only remember as used.
 *
 * @param inner the policy that is overruled
 * @param highest the clock to run at
 * @param pressed whether there was pressure at the ruling before
 */
public record KvPressure(Policy inner, Megahertz highest, boolean pressed) implements Guard {
    private static final Ratio FULL = new Ratio(0.9);
    private static final Ratio ROOMY = new Ratio(0.85);

    public KvPressure(Policy inner, Megahertz highest) {
        this(inner, highest, false);
    }

    @Override
    public Ruling rule(Situation situation) {
        Ruling ruling = inner.rule(situation);
        boolean presses = presses(situation.observation());
        Ruling held =
                presses && ruling.clock().isBelow(highest) ? ruling.withClock(highest, Reason.KV_PRESSURE) : ruling;
        return held.withNext(new KvPressure(ruling.next(), highest, presses));
    }

    private boolean presses(Observation seen) {
        EngineSnapshot engine = seen.snapshot();
        if (engine.inFlight() == 0) {
            return false;
        }
        Ratio limit = pressed ? ROOMY : FULL;
        return seen.window().preemptions() > 0 || engine.kvUsage().compareTo(limit) >= 0;
    }
}
