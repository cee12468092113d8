/** The twin as a testbed, in virtual time. */
package io.gpugovernor.sim.sweep.bench;
