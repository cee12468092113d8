/** The evaluation: policies over workloads, loads, hardware and seeds, in parallel, resumable. */
@NullMarked
package io.gpugovernor.sim.evaluation;

import org.jspecify.annotations.NullMarked;
