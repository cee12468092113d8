package io.gpugovernor.daemon.loadgen;

import java.util.OptionalInt;

/**
 * A model that the server offers.
 *
 * @param model how requests name it
 * @param longest most tokens of a request, prompt and completion together, where the server tells
 */
public record Served(String model, OptionalInt longest) {}
