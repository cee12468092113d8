/** What a group of GPUs needs for a step, in time and power, with constants of the twin's own. */
package io.gpugovernor.sim.gpu;
