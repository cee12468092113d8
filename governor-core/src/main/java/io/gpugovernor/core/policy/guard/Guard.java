package io.gpugovernor.core.policy.guard;

import io.gpugovernor.core.policy.Learned;
import io.gpugovernor.core.policy.Policy;
import java.util.Optional;

/** A policy that holds another one back. */
interface Guard extends Policy {
    /** The policy that is asked first. */
    Policy inner();

    @Override
    default Optional<Learned> learned() {
        return inner().learned();
    }
}
