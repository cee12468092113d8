/** The process: wires the control law to engines, GPUs, files and people, and contains none of it. */
@NullMarked
package io.gpugovernor.daemon;

import org.jspecify.annotations.NullMarked;
