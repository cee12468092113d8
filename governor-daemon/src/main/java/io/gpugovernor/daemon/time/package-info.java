/** Tells the time; nothing else of the daemon asks the system for it. */
@NullMarked
package io.gpugovernor.daemon.time;

import org.jspecify.annotations.NullMarked;
