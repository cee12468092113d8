/** Load on a live engine, and what comes of it: arrivals that are known, latencies taken at the client, energy at the GPUs. */
@NullMarked
package io.gpugovernor.daemon.loadgen;

import org.jspecify.annotations.NullMarked;
