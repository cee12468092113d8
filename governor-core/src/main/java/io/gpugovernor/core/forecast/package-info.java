/** What every clock would mean: models of step time and power, and the energy and misses that follow from them. */
package io.gpugovernor.core.forecast;
