package io.gpugovernor.daemon.lease;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Writes to the end although the thread is interrupted, and leaves it interrupted. A channel gives up when its thread
 * is interrupted, and threads are interrupted at shutdown, when the lease matters most.
 */
final class Uninterrupted {
    /** Each try needs an interrupt of its own to fail; no one sends that many by accident. */
    private static final int TRIES = 10;

    private Uninterrupted() {}

    /** Steps on files; doing them again from the beginning does no harm. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    static void run(Work work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            for (int left = TRIES; ; left--) {
                try {
                    work.run();
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                    if (left <= 1) {
                        throw e;
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
