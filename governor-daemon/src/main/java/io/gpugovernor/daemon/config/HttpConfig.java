package io.gpugovernor.daemon.config;

/**
 * The daemon's own HTTP endpoint.
 *
 * @param listen address it listens on
 */
public record HttpConfig(HostPort listen) {
    public static final HttpConfig DEFAULT = new HttpConfig(new HostPort("127.0.0.1", 9464));
}
