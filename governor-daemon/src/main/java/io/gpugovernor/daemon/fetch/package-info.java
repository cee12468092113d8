/** Fetches an engine's metrics page over TCP, TLS or a Unix socket, within a deadline and within limits. */
@NullMarked
package io.gpugovernor.daemon.fetch;

import org.jspecify.annotations.NullMarked;
