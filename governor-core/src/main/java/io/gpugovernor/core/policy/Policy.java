package io.gpugovernor.core.policy;

import java.util.Optional;

/**
 * The rule that picks a clock. A policy is an immutable value: ruling on a situation yields a clock and the policy to ask
 * next time, which carries whatever the rule remembers. The same policy and situation always give the same ruling.
 */
@FunctionalInterface
public interface Policy {
    Ruling rule(Situation situation);

    /** What it has learned of its node so far; empty if it learns nothing. */
    default Optional<Learned> learned() {
        return Optional.empty();
    }
}
