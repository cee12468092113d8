/** Two datasets side by side. */
package io.gpugovernor.sim.sweep.compare;
