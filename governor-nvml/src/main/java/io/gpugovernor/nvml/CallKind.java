package io.gpugovernor.nvml;

/** What a call is for that a decision waits for. */
public enum CallKind {
    /** All readings of one GPU for one tick. */
    READ,
    /** A lock is set. */
    SET,
    /** A lock is removed. */
    RESET
}
