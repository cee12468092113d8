package io.gpugovernor.nvml;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Times one call for a {@link CallLog}. Both who makes the call and who waits for it may find it late. */
final class CallWatch {
    private final CallKind kind;
    private final CallLog log;
    private final Deadline deadline;
    private final Duration allowed;
    private final AtomicBoolean missed = new AtomicBoolean();

    CallWatch(CallKind kind, CallLog log, Deadline deadline) {
        this.kind = kind;
        this.log = log;
        this.deadline = deadline;
        this.allowed = deadline.left();
    }

    /** Of a call that nobody asks about. */
    static CallWatch idle(Deadline deadline) {
        return new CallWatch(CallKind.READ, CallLog.NONE, deadline);
    }

    void answered() {
        Duration left = deadline.left();
        log.answered(kind, allowed.minus(left));
        if (left.isNegative()) {
            late();
        }
    }

    void late() {
        if (missed.compareAndSet(false, true)) {
            log.missedDeadline(kind);
        }
    }
}
