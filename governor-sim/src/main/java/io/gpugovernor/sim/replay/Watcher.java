package io.gpugovernor.sim.replay;

import io.gpugovernor.core.model.Decision;
import io.gpugovernor.sim.twin.Twin;

/** Looks on while a scenario is replayed. It must not change anything. */
@FunctionalInterface
public interface Watcher {
    /** Watches nothing. */
    Watcher NOBODY = (twin, decision) -> {};

    /** A tick has passed: {@code decision} was made, and {@code twin} stands where it was made. */
    void ticked(Twin twin, Decision decision);
}
