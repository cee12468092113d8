package io.gpugovernor.daemon.web;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.daemon.config.WebConfig;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.daemon.tls.TlsFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The endpoint's protection as it is now. */
public final class WebAccess implements AutoCloseable {
    /** Under what a client of ours waits for an answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Optional<WebFile> file;
    private final Protection fixed;
    private final Refusals refusals;

    private WebAccess(Optional<WebFile> file, Protection fixed, Refusals refusals) {
        this.file = file;
        this.fixed = fixed;
        this.refusals = refusals;
    }

    /** Neither encryption nor passwords, for good. */
    public static WebAccess open() {
        TimeSource time = new SystemTime();
        try {
            Protection none = Protection.of(WebConfig.OPEN, new HashTurns(time, PATIENCE), time);
            return new WebAccess(Optional.empty(), none, new Refusals(time));
        } catch (TlsFileException never) {
            throw new IllegalStateException(never);
        }
    }

    /**
     * What {@code config} says, and from now on what {@code file} does.
     *
     * @param period between two looks at the file and those that it names
     * @throws TlsFileException if a file that {@code config} names cannot be used
     */
    public static WebAccess following(Path file, WebConfig config, Duration period) throws TlsFileException {
        TimeSource time = new SystemTime();
        HashTurns turns = new HashTurns(time, PATIENCE);
        Protection first = Protection.of(config, turns, time);
        WebFile watched = WebFile.watch(file, first, next -> Protection.of(next, turns, time), period);
        return new WebAccess(Optional.of(watched), first, new Refusals(time));
    }

    public Protection current() {
        return file.map(WebFile::current).orElse(fixed);
    }

    public Refusals refusals() {
        return refusals;
    }

    /** Whether the newest state of the file is in force; empty where there is no file. */
    public Optional<Boolean> isUpToDate() {
        return file.map(watched -> watched.problems().isEmpty());
    }

    /** What is wrong with the newest state of the file, while the one before stays in force; a sentence each. */
    public List<String> problems() {
        return file.map(WebFile::problems).orElse(List.of());
    }

    /** When the server's certificate ends; empty without TLS. */
    public Optional<Instant> certificateExpiry() {
        return current().expiry();
    }

    @Override
    public void close() {
        file.ifPresent(WebFile::close);
    }
}
