package io.gpugovernor.core.policy;

import io.gpugovernor.core.model.Outlook;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.units.Megahertz;
import java.util.Optional;

/**
 * A policy's answer.
 *
 * @param clock the clock it wants
 * @param reason why
 * @param outlook what it expects of that clock; empty if it does not forecast
 * @param next the policy to ask next time
 */
public record Ruling(Megahertz clock, Reason reason, Optional<Outlook> outlook, Policy next) {
    /** The same answer, remembering {@code other} instead. */
    public Ruling withNext(Policy other) {
        return new Ruling(clock, reason, outlook, other);
    }

    /** Another clock for another reason, with the same memory. */
    public Ruling withClock(Megahertz other, Reason why) {
        return new Ruling(other, why, outlook, next);
    }
}
