package io.gpugovernor.daemon.doctor;

/** What a whole diagnosis comes to; the worst that applies, in this order. */
public enum Verdict {
    POLICY_INVALID,
    /** No library, no driver, no GPU, or one that the policy names is missing or cannot be governed. */
    NO_GPU,
    /** The policy enforces, and this process may not. */
    NO_PERMISSION,
    FINE
}
