package io.gpugovernor.core.policy;

import io.gpugovernor.core.units.Megahertz;

/**
 * A clock with what a tick there costs.
 *
 * @param clock the clock
 * @param cost joules, misses included
 * @param misses expected, also those that no clock can prevent
 */
record Candidate(Megahertz clock, double cost, double misses) {}
