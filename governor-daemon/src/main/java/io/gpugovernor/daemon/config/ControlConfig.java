package io.gpugovernor.daemon.config;

import java.util.Optional;

/**
 * Who may command the daemon over its socket, beside root and its own user.
 *
 * @param group members of this group of the system; empty for nobody
 */
public record ControlConfig(Optional<String> group) {
    public static final ControlConfig DEFAULT = new ControlConfig(Optional.empty());
}
