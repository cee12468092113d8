package io.gpugovernor.daemon.loadgen;

import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.time.SystemTime;
import java.util.concurrent.locks.LockSupport;

/** Lets a thread wait for a moment, to a tenth of a millisecond where the machine has a core to spare. */
record Waiting(SystemTime time) {
    /** @throws InterruptedException if the thread is told to end */
    void until(Moment moment) throws InterruptedException {
        for (Moment now = time.now(); now.isBefore(moment); now = time.now()) {
            LockSupport.parkNanos(Math.max(1, (long) (moment.since(now).toNanos() / time.speed())));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
