/** How a running daemon comes by another policy: who may ask for it, what is refused, and what is published of it. */
@NullMarked
package io.gpugovernor.daemon.reload;

import org.jspecify.annotations.NullMarked;
