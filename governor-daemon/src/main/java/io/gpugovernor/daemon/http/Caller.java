package io.gpugovernor.daemon.http;

import java.util.Optional;

/**
 * Who sent a request.
 *
 * @param name a user whose password was right, or the subject of a verified certificate; empty if nobody was asked
 * @param encrypted whether the connection is
 * @param local whether it came from this node
 */
public record Caller(Optional<String> name, boolean encrypted, boolean local) {
    /** Somebody on this node, who was not asked for a name. */
    static final Caller UNKNOWN = new Caller(Optional.empty(), false, true);

    /** Whether a command may be taken from them wherever the endpoint listens: proven, by what nobody could overhear. */
    public boolean mayCommand() {
        return name.isPresent() && (encrypted || local);
    }
}
