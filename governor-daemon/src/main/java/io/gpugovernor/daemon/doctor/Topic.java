package io.gpugovernor.daemon.doctor;

import java.util.Locale;

/** What a finding is about, in the order of a report. */
public enum Topic {
    POLICY,
    LIBRARY,
    DRIVER,
    GPUS,
    PERMISSION,
    CLOCKS,
    PERSISTENCE,
    MIG,
    VIRTUALIZATION,
    POWER_LIMIT,
    PROCESSES,
    LEASE,
    LEARNING,
    ENGINE,
    METRICS,
    FEED,
    MAPPING,
    GOVERNED;

    /** For people and scripts: {@code power-limit}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
