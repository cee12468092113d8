package io.gpugovernor.daemon.config;

/** What a domain minimises while its SLO holds. */
public enum Objective {
    /** Joules over time. */
    ENERGY,
    /** Watts at the peak. */
    POWER,
    /** Latency: maximum clock whenever there is work. */
    PERFORMANCE
}
