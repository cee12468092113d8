package io.gpugovernor.daemon.cli;

import java.util.Map;
import java.util.Optional;

/**
 * Where a report looks for the daemon.
 *
 * @param named the URL that somebody named, which is then the only one; empty for the daemon of the run directory
 * @param nearby the URL for where the run directory is closed
 */
record DaemonPlace(Optional<String> named, String nearby) {
    /** @throws DaemonException if the URL is none */
    DaemonClient client(Map<String, String> environment) throws DaemonException {
        return named.isPresent()
                ? DaemonClient.at(DaemonAddress.at(named.get()), environment)
                : DaemonClient.near(nearby, environment);
    }
}
