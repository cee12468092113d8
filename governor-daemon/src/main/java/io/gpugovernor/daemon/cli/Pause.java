package io.gpugovernor.daemon.cli;

import java.time.Duration;

/** Waits between two looks. */
@FunctionalInterface
interface Pause {
    /** @return whether to look again; false once interrupted */
    boolean take(Duration time);

    /** Sleeps. */
    static boolean sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
