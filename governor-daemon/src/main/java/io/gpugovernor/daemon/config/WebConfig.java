package io.gpugovernor.daemon.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the daemon's endpoint is protected: a web configuration, valid and complete.
 *
 * @param tls empty for none
 * @param users by name; empty where nobody is asked for a password
 * @param headers that every answer gets unless it has its own
 * @param rateLimit how often the endpoint may be asked; empty for as often as anyone likes
 */
public record WebConfig(
        Optional<WebTls> tls,
        Map<String, PasswordHash> users,
        Map<String, String> headers,
        Optional<RateLimit> rateLimit) {
    /** Neither encryption nor passwords. */
    public static final WebConfig OPEN = new WebConfig(Optional.empty(), Map.of(), Map.of(), Optional.empty());

    /**
     * @param interval one request is granted each time it passes, above zero
     * @param burst requests that may be saved up, 1 or more
     */
    public record RateLimit(Duration interval, int burst) {}

    public WebConfig {
        users = Map.copyOf(users);
        headers = Map.copyOf(headers);
    }

    /** Whether nobody gets in who does not prove who they are. */
    public boolean asksWho() {
        return !users.isEmpty()
                || tls.map(WebTls::clientAuth)
                        .filter(ClientAuth.VERIFIED::equals)
                        .isPresent();
    }

    /** The files beside it that it depends on. */
    public List<Path> files() {
        List<Path> files = new ArrayList<>();
        tls.ifPresent(terms -> {
            files.add(terms.identity().certFile());
            files.add(terms.identity().keyFile());
            terms.clientCaFile().ifPresent(files::add);
        });
        return files;
    }
}
