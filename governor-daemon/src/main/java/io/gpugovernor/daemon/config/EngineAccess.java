package io.gpugovernor.daemon.config;

import io.gpugovernor.daemon.tls.TlsFiles;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the daemon gets at an engine's metrics page.
 *
 * @param nameFilter whether the engine may be asked for single metrics, where it can do that
 * @param bearerTokenFile file of a token to show; empty for none
 * @param tls how to trust the engine; empty for an engine without TLS, or one that Java trusts
 */
public record EngineAccess(boolean nameFilter, Optional<Path> bearerTokenFile, Optional<TlsFiles> tls) {
    public static final EngineAccess DEFAULT = new EngineAccess(true, Optional.empty(), Optional.empty());
}
