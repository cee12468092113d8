/** Measurements of a twin from outside, and how well it reproduces a measured clock sweep. */
package io.gpugovernor.sim.characterize;
