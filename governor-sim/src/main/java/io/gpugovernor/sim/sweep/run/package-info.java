/** The sweep: what is measured, in which order, how often, and how the maximum throughput is found. */
package io.gpugovernor.sim.sweep.run;
