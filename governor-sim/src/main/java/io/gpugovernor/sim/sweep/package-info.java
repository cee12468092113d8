/**
 * Characterization: what an engine on its GPUs does at each clock, class of requests, parallelism and batch limit; measured
 * on a twin or on a node through one interface, and kept as a dataset.
 */
package io.gpugovernor.sim.sweep;
