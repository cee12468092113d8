package io.gpugovernor.daemon.config;

/** Whether the daemon may write clocks. */
public enum Mode {
    /** Decide, log and publish, but touch nothing. */
    OBSERVE,
    /** Lock the clocks that were decided. */
    ENFORCE
}
