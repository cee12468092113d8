package io.gpugovernor.core.policy;

import io.gpugovernor.core.units.Moment;
import java.util.Optional;

/**
 * What comes to a domain from outside its own loop.
 *
 * @param override what an operator ordered
 * @param node the node's power budget, and what the neighbours draw of it
 */
public record Orders(Optional<OperatorOverride> override, Optional<NodePower> node) {
    public static final Orders NONE = new Orders(Optional.empty(), Optional.empty());

    /** What an operator ordered, if that is in force at {@code now}. */
    public Optional<OperatorOverride> overrideAt(Moment now) {
        return override.filter(order -> now.isBefore(order.until()));
    }
}
