package io.gpugovernor.core.policy;

/**
 * The rule that picks a clock. A policy is an immutable value: ruling on a situation yields a clock and the policy to ask
 * next time, which carries whatever the rule remembers. The same policy and situation always give the same ruling.
 */
@FunctionalInterface
public interface Policy {
    Ruling rule(Situation situation);
}
