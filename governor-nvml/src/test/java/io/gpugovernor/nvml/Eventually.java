package io.gpugovernor.nvml;

import java.util.function.BooleanSupplier;

/** Waits for what another thread brings about. Bounded by the test's own timeout. */
final class Eventually {
    private Eventually() {}

    static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("the test's time is up");
            }
            Thread.onSpinWait();
        }
    }
}
