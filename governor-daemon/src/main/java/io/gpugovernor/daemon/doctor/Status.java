package io.gpugovernor.daemon.doctor;

import java.util.Locale;

/** How good or bad a finding is; later ones are worse. */
public enum Status {
    OK,
    /** The node can be governed, but less well, or not in every mode. */
    WARNING,
    /** What was asked for cannot be governed until this is mended. */
    PROBLEM;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
