/** Which parallelism, number of instances, batch limit and clock serve a described load best. */
package io.gpugovernor.sim.advise;
