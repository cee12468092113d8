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
 * @param prospect what it expects of the other clocks; empty if it does not forecast
 * @param offer what the domain would draw at lower clocks, for its neighbours; empty where nobody asked
 * @param next the policy to ask next time
 */
public record Ruling(
        Megahertz clock,
        Reason reason,
        Optional<Outlook> outlook,
        Optional<Prospect> prospect,
        Optional<PowerOffer> offer,
        Policy next) {
    /** An answer that tells nothing of other clocks. */
    public Ruling(Megahertz clock, Reason reason, Optional<Outlook> outlook, Policy next) {
        this(clock, reason, outlook, Optional.empty(), Optional.empty(), next);
    }

    /** The same answer, remembering {@code other} instead. */
    public Ruling withNext(Policy other) {
        return new Ruling(clock, reason, outlook, prospect, offer, other);
    }

    /** Another clock for another reason, with the same memory; the outlook is that of the other clock. */
    public Ruling withClock(Megahertz other, Reason why) {
        Optional<Outlook> there = other.equals(clock) || prospect.isEmpty()
                ? outlook
                : Optional.of(prospect.get().at(other));
        return new Ruling(other, why, there, prospect, offer, next);
    }

    /** The same answer, with what the domain would draw at lower clocks. */
    public Ruling withOffer(PowerOffer draws) {
        return new Ruling(clock, reason, outlook, prospect, Optional.of(draws), next);
    }
}
