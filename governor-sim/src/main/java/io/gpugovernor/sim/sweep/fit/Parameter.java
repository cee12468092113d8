package io.gpugovernor.sim.sweep.fit;

import java.util.List;
import java.util.Locale;

/**
 * A number of a hardware profile that is fitted, in SI units, with the bounds a profile sets it, and what it is taken to
 * be where the measurements do not tell.
 */
enum Parameter {
    HOST("step.hostMs", 1e3, 0, 60, 2e-3),
    PER_TOKEN_COMMUNICATION("step.communicationPerTokenUs", 1e6, 0, 1, 0),
    PER_TOKEN("step.perTokenUs", 1e6, 1e-9, 1, 3e-5),
    PER_TOKEN_PAIR("step.perTokenPairNs", 1e9, 0, 1e-3, 2e-10),
    WEIGHTS("step.weightsMs", 1e3, 1e-6, 60, 1e-2),
    PER_CONTEXT_TOKEN("step.perContextTokenNs", 1e9, 0, 1e-3, 1e-8),
    KNEE("step.memoryKnee", 1, 0.05, 1.5, 0.75),
    BEND("step.memoryBend", 1, 1, 50, 5),
    OVERLAP("step.overlap", 1, 1, 50, 2),
    FRONTEND("engine.frontendMs", 1e3, 0, 60, 5e-3),
    COMPUTE_FLOOR("power.computeFloor", 1, 0, 10_000, 50),
    COMPUTE_SWING("power.computeSwing", 1, 0, 10_000, 500),
    MEMORY_FLOOR("power.memoryFloor", 1, 0, 10_000, 30),
    MEMORY_SWING("power.memorySwing", 1, 0, 10_000, 250),
    VOLTAGE_KNEE("power.voltageKnee", 1, 0, 0.99, 0.45),
    VOLTAGE_RISE("power.voltageRise", 1, 1, 5, 1.25),
    POWER_LIMIT("gpu.powerLimit", 1, 10, 10_000, 700);

    private static final List<Parameter> IN_ORDER = List.of(values());

    private final String key;
    private final double unit;
    private final double least;
    private final double most;
    private final double usual;

    Parameter(String key, double unit, double least, double most, double usual) {
        this.key = key;
        this.unit = unit;
        this.least = least;
        this.most = most;
        this.usual = usual;
    }

    /** As the profile's file states it: {@code step.hostMs 2}. */
    String stated(double value) {
        return key + " " + String.format(Locale.ROOT, "%.4g", value * unit);
    }

    /** Where a vector of all of them has it. */
    int place() {
        return IN_ORDER.indexOf(this);
    }

    double limited(double value) {
        return Math.max(least, Math.min(most, value));
    }

    /** What it is taken to be where nothing tells. */
    double usual() {
        return usual;
    }
}
