package io.gpugovernor.daemon.fetch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The connection ended before the answer's first byte: an engine may close one that lies idle between two scrapes. */
final class UnansweredException extends IOException {
    private static final long serialVersionUID = 1L;

    UnansweredException(@Nullable IOException cause) {
        super("the connection was closed before the answer", cause);
    }
}
