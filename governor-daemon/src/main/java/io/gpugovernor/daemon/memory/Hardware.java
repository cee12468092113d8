package io.gpugovernor.daemon.memory;

import java.util.function.Supplier;

/**
 * The GPUs of a domain, as far as what is learned on them depends on it.
 *
 * @param gpus their number and model
 * @param driver its version
 * @param parallelism how the engine spreads over them; asked when the engine answers, for it may start after the daemon
 */
public record Hardware(String gpus, String driver, Supplier<String> parallelism) {}
