package io.gpugovernor.daemon.lease;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The process that holds a lease.
 *
 * @param pid its process id, at least 1, in its own pid namespace
 * @param since when it started
 */
public record Owner(long pid, Instant since) {
    /** @throws IllegalArgumentException if {@code pid} is below 1 */
    public Owner {
        if (pid < 1) {
            throw new IllegalArgumentException("a process id is at least 1, not " + pid);
        }
    }

    /** This process; {@code clock} is asked only where the operating system does not tell when it started. */
    public static Owner thisProcess(InstantSource clock) {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(self.pid(), self.info().startInstant().orElseGet(clock::instant));
    }

    @Override
    public String toString() {
        return "pid " + pid + ", started " + since;
    }
}
