package io.gpugovernor.daemon.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The daemon's own HTTP endpoint.
 *
 * @param listen address it listens on
 * @param webConfig file that says how it is protected; empty for neither encryption nor passwords
 */
public record HttpConfig(HostPort listen, Optional<Path> webConfig) {
    public static final HttpConfig DEFAULT = new HttpConfig(new HostPort("127.0.0.1", 9464), Optional.empty());
}
