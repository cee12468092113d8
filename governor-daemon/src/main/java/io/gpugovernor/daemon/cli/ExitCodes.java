package io.gpugovernor.daemon.cli;

/** The exit codes of every command; scripts depend on them. */
public final class ExitCodes {
    public static final int OK = 0;
    public static final int FAILURE = 1;
    public static final int USAGE = 2;
    public static final int CONFIG_INVALID = 3;
    public static final int NO_PERMISSION = 4;
    public static final int NO_GPU = 5;

    private ExitCodes() {}
}
