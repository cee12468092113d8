package io.gpugovernor.daemon.node;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what must come about, and no longer than a deadline. */
public final class Eventually {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(5);

    private Eventually() {}

    /** Returns once {@code condition} holds; fails if it does not in time. */
    public static void holds(String what, BooleanSupplier condition) {
        value(what, condition::getAsBoolean, held -> held);
    }

    /** The first value that is as wished; fails with the newest one if none is in time. */
    public static <T> T value(String what, Supplier<T> look, Predicate<T> wished) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        T newest = look.get();
        while (!wished.test(newest)) {
            if (System.nanoTime() > end) {
                fail("waited " + DEADLINE + " for " + what + "; the newest is " + newest);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS);
            newest = look.get();
        }
        return newest;
    }
}
