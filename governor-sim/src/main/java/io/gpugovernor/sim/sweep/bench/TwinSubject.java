package io.gpugovernor.sim.sweep.bench;

import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.sweep.Subject;
import java.util.Optional;

/** What a twin says it is. */
final class TwinSubject {
    private TwinSubject() {}

    static Subject of(HardwareProfile profile) {
        return new Subject(
                profile.name(),
                profile.gpuModel(),
                "simulated",
                "simulated",
                profile.modelName(),
                profile.gpus(),
                profile.limits().maxSequences(),
                profile.limits().stepTokens(),
                Optional.of(profile.limits().kvTokens()),
                profile.clocks().steps(),
                Optional.of(profile.powerLimit()));
    }
}
