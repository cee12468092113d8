/** HTTP/1.1 over sockets, within limits on everything that a client may do. Knows nothing of what is asked for. */
@NullMarked
package io.gpugovernor.daemon.http.wire;

import org.jspecify.annotations.NullMarked;
