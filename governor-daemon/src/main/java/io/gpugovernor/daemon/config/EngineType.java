package io.gpugovernor.daemon.config;

import io.gpugovernor.daemon.scrape.Dialect;
import java.nio.file.Path;
import java.util.List;

/** Which engine's metrics are to be read. */
public sealed interface EngineType {
    /** The engines that are known by name. */
    List<String> NAMES = Dialect.SHIPPED;

    EngineType VLLM = new Named("vllm");

    /** An engine that the program knows. */
    record Named(String name) implements EngineType {
        /** @throws IllegalArgumentException if it knows no such engine */
        public Named {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("no engine type " + name + " is known");
            }
        }
    }

    /** Whichever known engine the metrics page turns out to be of. */
    record Auto() implements EngineType {}

    /** An engine whose metric names an operator wrote down. */
    record InFile(Path path) implements EngineType {}
}
