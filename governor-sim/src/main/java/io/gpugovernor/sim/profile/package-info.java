/** Hardware profiles: those that ship with the twin, and the reading of those that users write. */
package io.gpugovernor.sim.profile;
