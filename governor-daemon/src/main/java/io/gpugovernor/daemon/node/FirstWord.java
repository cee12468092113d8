package io.gpugovernor.daemon.node;

import io.gpugovernor.core.model.Actuation;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Hears the driver's answers to the locks of all domains until it has either taken one or forbidden one. Forbidden from
 * the start, none will ever be taken by this process; forbidden later, something else has changed, which domains bear
 * with by standing aside.
 */
final class FirstWord {
    private final Consumer<String> forbidden;
    private final AtomicBoolean spoken = new AtomicBoolean();

    /** @param forbidden told at most once, with the driver's reason, if its first word was no */
    FirstWord(Consumer<String> forbidden) {
        this.forbidden = forbidden;
    }

    /** @param refused whether a GPU's answer was that this process may not set clocks */
    void hear(Actuation lock, BooleanSupplier refused) {
        if (lock instanceof Actuation.Accepted) {
            spoken.set(true);
        } else if (lock instanceof Actuation.Failed failed
                && refused.getAsBoolean()
                && spoken.compareAndSet(false, true)) {
            forbidden.accept(failed.reason());
        }
    }
}
