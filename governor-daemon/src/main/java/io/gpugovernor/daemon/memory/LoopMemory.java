package io.gpugovernor.daemon.memory;

import io.gpugovernor.core.policy.Learned;
import io.gpugovernor.core.policy.Policy;
import java.util.Optional;

/** A domain's memory as its loop sees it. Neither call waits for a disk or an engine. */
public interface LoopMemory {
    /** Remembers nothing. */
    LoopMemory NONE = new LoopMemory() {
        @Override
        public Optional<Policy> successor() {
            return Optional.empty();
        }

        @Override
        public void saw(Optional<Learned> learned) {
            // Nobody asks for it.
        }
    };

    /** The policy to follow from now on; empty to go on with the present one. Each is given once. */
    Optional<Policy> successor();

    /** Takes what the present policy has learned so far. */
    void saw(Optional<Learned> learned);
}
