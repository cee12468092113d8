/** Quantities as types, so that no bare number crosses a signature: clocks, power, energy, shares and moments. */
package io.gpugovernor.core.units;
