/** The digital twin: the simulated engine on simulated GPUs, in virtual time. */
package io.gpugovernor.sim.twin;
