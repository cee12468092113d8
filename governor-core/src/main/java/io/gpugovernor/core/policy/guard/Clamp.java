package io.gpugovernor.core.policy.guard;

import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.units.Megahertz;

/**
 * {@code lowest <= clock <= highest}, and always a step the GPU lists.
 *
 * @param inner the policy that is limited
 * @param lowest lowest clock the operator allows
 * @param highest highest clock the operator allows
 */
public record Clamp(Policy inner, Megahertz lowest, Megahertz highest) implements Guard {
    /** @throws IllegalArgumentException if the range is empty */
    public Clamp {
        if (highest.isBelow(lowest)) {
            throw new IllegalArgumentException("the clock range " + lowest + " to " + highest + " is empty");
        }
    }

    @Override
    public Ruling rule(Situation situation) {
        Ruling ruling = inner.rule(situation);
        Megahertz wanted = ruling.clock();
        Megahertz allowed = wanted.isBelow(lowest)
                ? situation.clocks().ceiling(lowest)
                : situation.clocks().floor(wanted.isAbove(highest) ? highest : wanted);
        Ruling limited = allowed.equals(wanted) ? ruling : ruling.withClock(allowed, Reason.CLAMPED);
        return limited.withNext(new Clamp(ruling.next(), lowest, highest));
    }
}
