package io.gpugovernor.daemon.config;

import java.util.List;

/**
 * The blocks of a web configuration and their keys, as Prometheus' exporters name them. Keys that this daemon knows and
 * does not take are among them, so that the error says what to write instead.
 *
 * @see <a href="https://github.com/prometheus/exporter-toolkit/blob/master/docs/web-configuration.md">the format</a>
 */
enum WebBlock implements Keys {
    ROOT("tls_server_config", "http_server_config", "basic_auth_users", "rate_limit"),
    TLS(
            "cert_file",
            "key_file",
            "client_auth_type",
            "client_ca_file",
            "client_allowed_sans",
            "min_version",
            "max_version",
            "cipher_suites",
            "prefer_server_cipher_suites",
            "curve_preferences",
            "cert",
            "key",
            "client_ca"),
    HTTP("http2", "headers"),
    HEADERS(
            "Content-Security-Policy",
            "X-Frame-Options",
            "X-Content-Type-Options",
            "X-XSS-Protection",
            "Strict-Transport-Security"),
    RATE_LIMIT("interval", "burst");

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<String> keys;

    WebBlock(String... keys) {
        this.keys = List.of(keys);
    }

    @Override
    public List<String> keys() {
        return keys;
    }
}
