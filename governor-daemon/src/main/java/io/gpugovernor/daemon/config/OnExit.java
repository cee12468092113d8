package io.gpugovernor.daemon.config;

/** What happens to this daemon's clock locks when it stops. */
public enum OnExit {
    /** Locks are removed, and the driver's default rules again. */
    RELEASE,
    /** Locks stay as they are until someone removes them, or the driver restarts. */
    KEEP
}
