package io.gpugovernor.daemon.web;

/** What came of checking a password. */
public enum Verdict {
    RIGHT,
    WRONG,
    /** Not checked: too many are waiting for it. */
    BUSY
}
