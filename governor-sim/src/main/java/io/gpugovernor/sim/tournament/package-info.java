/** Policies against each other on one scenario: contenders, the hardware's capacity, and the results. */
package io.gpugovernor.sim.tournament;
