package io.gpugovernor.nvml.binding;

/** What a governor does about an NVML status. */
public enum StatusClass {
    /** The call did what it says. */
    SUCCESS,
    /** No call in this process will work: no driver, no library, or the two do not fit. */
    FATAL,
    /** NVML has to be initialised again; then the call may work. */
    REINITIALISE,
    /** This GPU is gone until it is reset or the node restarts. */
    DEVICE_GONE,
    /** This process may not do it. Reading goes on. */
    NO_PERMISSION,
    /** This GPU or driver cannot do it. */
    UNSUPPORTED,
    /** The call was wrong, or its clock was. */
    CALLER_BUG,
    /** It may work later. */
    RETRY;

    /** Whether a set call that ended so certainly changed nothing. */
    public boolean leftTheClockAlone() {
        return switch (this) {
            case FATAL, REINITIALISE, NO_PERMISSION, UNSUPPORTED, CALLER_BUG -> true;
            case SUCCESS, DEVICE_GONE, RETRY -> false;
        };
    }
}
