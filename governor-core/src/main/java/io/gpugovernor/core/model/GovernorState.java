package io.gpugovernor.core.model;

/** Where the loop of one policy domain stands. */
public enum GovernorState {
    /** Not enough has been observed yet; the driver's default clocks apply. */
    WARMING_UP,
    /** The policy decides, and its setpoint is in force (or would be, in observe mode). */
    GOVERNING,
    /** The setpoint stays where it is, for a reason outside the policy. */
    HOLDING,
    /** No lock is held; the driver's default clocks apply. */
    RELEASED,
    /** A release was tried and did not succeed: a GPU may still be locked. It is tried again. */
    RELEASE_FAILED
}
