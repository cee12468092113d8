package io.gpugovernor.daemon.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What becomes of what is learned of a node.
 *
 * @param keep whether it outlasts the daemon
 * @param directory where it is kept; empty for the usual place
 */
public record LearningConfig(boolean keep, Optional<Path> directory) {
    public static final LearningConfig DEFAULT = new LearningConfig(true, Optional.empty());
}
