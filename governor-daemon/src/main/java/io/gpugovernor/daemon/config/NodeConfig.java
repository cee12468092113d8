package io.gpugovernor.daemon.config;

import io.gpugovernor.core.units.Watts;
import java.util.Optional;

/**
 * What all domains of the node share.
 *
 * @param powerBudget most that they may be forecast to draw together; empty without a limit
 */
public record NodeConfig(Optional<Watts> powerBudget) {
    public static final NodeConfig DEFAULT = new NodeConfig(Optional.empty());
}
