/** Which process serves an engine's address, which GPUs it computes on, and how that is known. */
@NullMarked
package io.gpugovernor.daemon.discover;

import org.jspecify.annotations.NullMarked;
