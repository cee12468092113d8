package io.gpugovernor.daemon.web;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.daemon.config.WebConfig;
import io.gpugovernor.daemon.tls.TlsFileException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One web configuration at work. It never changes; another one takes its place. */
public final class Protection {
    private final WebConfig config;
    private final Optional<TlsEntrance> tls;
    private final Passwords passwords;
    private final Optional<TokenBucket> bucket;

    private Protection(WebConfig config, Optional<TlsEntrance> tls, Passwords passwords, Optional<TokenBucket> bucket) {
        this.config = config;
        this.tls = tls;
        this.passwords = passwords;
        this.bucket = bucket;
    }

    /** @throws TlsFileException if a file that {@code config} names cannot be used */
    static Protection of(WebConfig config, HashTurns turns, TimeSource time) throws TlsFileException {
        // Optional.map would hide the checked exception.
        Optional<TlsEntrance> tls = config.tls().isPresent()
                ? Optional.of(TlsEntrance.of(config.tls().get()))
                : Optional.empty();
        return new Protection(
                config,
                tls,
                new Passwords(config.users(), turns),
                config.rateLimit().map(limit -> new TokenBucket(limit, time)));
    }

    /** How connections are encrypted; empty where they are not. */
    public Optional<TlsEntrance> tls() {
        return tls;
    }

    /** Whether users are asked for a password. */
    public boolean asksForPassword() {
        return !config.users().isEmpty();
    }

    /** Headers of every answer that has none of its own. */
    public Map<String, String> headers() {
        return config.headers();
    }

    /** Whether one more request is granted now. */
    public boolean grants() {
        return bucket.map(TokenBucket::take).orElse(true);
    }

    /** @param from whose request it is */
    public Verdict check(Credentials given, InetAddress from) {
        return passwords.check(given.user(), given.password().getBytes(StandardCharsets.UTF_8), from);
    }

    WebConfig config() {
        return config;
    }

    Optional<Instant> expiry() {
        return tls.map(TlsEntrance::expiry);
    }
}
