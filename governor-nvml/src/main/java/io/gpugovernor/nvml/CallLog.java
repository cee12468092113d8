package io.gpugovernor.nvml;

import java.time.Duration;

/** Is told how long decisions wait for the driver. Called by several threads at once; must neither wait nor throw. */
public interface CallLog {
    /** Where nobody asks. */
    CallLog NONE = new CallLog() {
        @Override
        public void answered(CallKind kind, Duration took) {}

        @Override
        public void missedDeadline(CallKind kind) {}
    };

    /**
     * A call came back, in time or late.
     *
     * @param took from when it was asked for until its answer was there, the wait for its thread included
     */
    void answered(CallKind kind, Duration took);

    /** A call has not come back within its deadline. Told once for each call; one that was turned away is none. */
    void missedDeadline(CallKind kind);
}
