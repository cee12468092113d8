/** Requests over time: recorded traces, generated ones, and their replay at another rate or under a moving load. */
package io.gpugovernor.sim.trace;
