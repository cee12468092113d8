/** From measurements of a node to the hardware profile that explains them. */
package io.gpugovernor.sim.sweep.fit;
