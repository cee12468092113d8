/** Runs of the real loop on the twin, in virtual time, and what came of them. */
package io.gpugovernor.sim.replay;
