/** The simulated inference engine: continuous batching with chunked prefill, and the counters that vLLM keeps. */
package io.gpugovernor.sim.engine;
