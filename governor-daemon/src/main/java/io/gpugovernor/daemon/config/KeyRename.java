package io.gpugovernor.daemon.config;

/**
 * A key that got another name.
 *
 * @param block where it stands
 * @param before its name before
 * @param after its name since, which the block knows
 */
record KeyRename(Block block, String before, String after) {
    KeyRename {
        if (!block.keys().contains(after)) {
            throw new IllegalArgumentException(after + " is not a key of " + block);
        }
    }
}
