package io.gpugovernor.daemon.config;

import java.nio.file.Path;

/** Where the model of a domain's GPUs and engine starts from. */
public sealed interface ProfileSource {
    /** The prior of the GPU's architecture. */
    record Auto() implements ProfileSource {}

    /** A profile that comes with the program. */
    record Named(String name) implements ProfileSource {}

    /** A profile written by {@code characterize} or by hand. */
    record InFile(Path path) implements ProfileSource {}
}
