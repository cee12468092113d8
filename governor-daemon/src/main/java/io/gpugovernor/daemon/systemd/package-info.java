/** What the daemon says to a service manager: ready, alive, how it stands, and at which priority a line is logged. */
@NullMarked
package io.gpugovernor.daemon.systemd;

import org.jspecify.annotations.NullMarked;
