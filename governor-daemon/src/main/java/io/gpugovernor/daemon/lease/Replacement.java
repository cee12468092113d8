package io.gpugovernor.daemon.lease;

import java.io.IOException;
import java.nio.file.Path;

/** Puts {@code content} in the place of what {@code target} held, all or nothing, and for good. */
@FunctionalInterface
interface Replacement {
    void replace(Path target, byte[] content) throws IOException;
}
