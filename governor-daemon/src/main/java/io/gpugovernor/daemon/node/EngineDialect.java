package io.gpugovernor.daemon.node;

import io.gpugovernor.daemon.config.EngineType;
import io.gpugovernor.daemon.scrape.Dialect;
import io.gpugovernor.daemon.scrape.DialectResult;

/** From the engine's type in the policy file to the names of its metrics. */
public final class EngineDialect {
    private EngineDialect() {}

    /** @throws IllegalArgumentException if a dialect file became unusable since the policy was checked */
    public static Dialect of(EngineType type) {
        if (type instanceof EngineType.Named named) {
            return Dialect.of(named.name());
        } else if (type instanceof EngineType.InFile file) {
            return in(file);
        }
        return Dialect.any();
    }

    private static Dialect in(EngineType.InFile file) {
        DialectResult result = Dialect.in(file.path());
        if (result instanceof DialectResult.Rejected rejected) {
            throw new IllegalArgumentException("the dialect "
                    + rejected.problems().get(0).describe(file.path().toString()));
        }
        return ((DialectResult.Loaded) result).dialect();
    }
}
