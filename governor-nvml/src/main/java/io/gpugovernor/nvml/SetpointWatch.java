package io.gpugovernor.nvml;

import io.gpugovernor.core.units.Moment;
import java.time.Duration;

/**
 * Follows one GPU from a write on. A value: what it has seen goes out as the next one.
 *
 * @param lock what was written
 * @param setAt when
 * @param settle how long a change may take before it is judged
 * @param honoured whether the GPU has been seen at this setpoint since
 */
public record SetpointWatch(LockRange lock, Moment setAt, Duration settle, boolean honoured) {
    /** A watch that begins with a write. */
    public static SetpointWatch from(LockRange lock, Moment setAt, Duration settle) {
        return new SetpointWatch(lock, setAt, settle, false);
    }

    /** A verdict and the watch to go on with. */
    public record Step(ClockVerdict verdict, SetpointWatch next) {}

    public Step see(ReadBack seen, Moment now) {
        ClockVerdict verdict = ClockVerdict.of(lock, seen, now.since(setAt), settle, honoured);
        boolean reached = honoured || verdict == ClockVerdict.HONOURED;
        return new Step(verdict, new SetpointWatch(lock, setAt, settle, reached));
    }
}
