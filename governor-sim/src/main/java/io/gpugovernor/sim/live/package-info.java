/** The twin in real time: paced by a clock from outside, driven by a trace that repeats, and heard over HTTP. */
@NullMarked
package io.gpugovernor.sim.live;

import org.jspecify.annotations.NullMarked;
