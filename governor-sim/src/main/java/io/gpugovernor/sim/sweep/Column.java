package io.gpugovernor.sim.sweep;

import java.util.function.Function;

/**
 * A column of a sheet.
 *
 * @param name with the unit, such as {@code power_w}
 * @param text what a row has there; empty where there is nothing
 */
record Column<T>(String name, Function<T, String> text) {}
