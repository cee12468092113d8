package io.gpugovernor.sim.replay;

import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.sim.twin.Insight;

/** Makes a policy that lives inside the engine it governs. */
@FunctionalInterface
public interface Insider {
    /** The policy for the engine that {@code engine} shows. */
    Policy on(Insight engine);
}
