package io.gpugovernor.daemon.fetch;

import java.io.IOException;

/** An answer that outgrew its limit. */
final class OversizedException extends IOException {
    private static final long serialVersionUID = 1L;
}
