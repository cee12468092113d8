package io.gpugovernor.daemon.memory;

import java.util.Optional;

/**
 * An engine as it tells of itself.
 *
 * @param kind whose metrics it speaks, such as {@code vllm}
 * @param version empty if it does not tell
 * @param model name of the model it serves; empty if it does not tell
 */
record ServedEngine(String kind, Optional<String> version, Optional<String> model) {}
