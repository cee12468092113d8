package io.gpugovernor.sim.characterize;

/** A measured data set that cannot be read; the message names file, row and remedy. */
public final class SweepFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    public SweepFormatException(String message) {
        super(message);
    }
}
