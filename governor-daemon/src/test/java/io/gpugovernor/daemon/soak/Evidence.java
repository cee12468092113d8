package io.gpugovernor.daemon.soak;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a soak has found.
 *
 * @param governed how long the daemon governed
 * @param metrics the daemon's last page before its end
 * @param longest longest call by kind over the whole soak, seconds
 * @param writes what reached the library
 * @param pids processes that may write
 * @param lockedAtEnd GPUs that carry a lock after the end
 * @param leaseEntriesAtEnd GPUs that the lease lists after the end
 * @param exits exit code of each process that was to end well, with the one it should have
 * @param complaints lines of the daemon's log that tell of an error
 * @param before the daemon's resources after a tenth of the time
 * @param after the same at the end
 */
record Evidence(
        Duration governed,
        Scrape metrics,
        Map<String, Double> longest,
        List<DoubledGpus.Write> writes,
        Set<Long> pids,
        List<Integer> lockedAtEnd,
        long leaseEntriesAtEnd,
        List<Exit> exits,
        List<String> complaints,
        Resources before,
        Resources after) {
    /** How a process ended, and how it should have. */
    record Exit(String process, int code, int expected) {}
}
