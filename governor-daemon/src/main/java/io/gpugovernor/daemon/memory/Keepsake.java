package io.gpugovernor.daemon.memory;

import io.gpugovernor.core.policy.Learned;
import java.time.Instant;

/**
 * What a memory file holds.
 *
 * @param domain whose it is
 * @param savedAt when it was written
 * @param fingerprint where it was learned
 * @param promise the SLO and the clocks that its price and its floor were learned under
 * @param learned what was learned
 */
record Keepsake(String domain, Instant savedAt, Fingerprint fingerprint, String promise, Learned learned) {}
