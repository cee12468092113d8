package io.gpugovernor.daemon.node;

import io.gpugovernor.core.forecast.EngineModel;
import io.gpugovernor.sim.characterize.Probe;
import io.gpugovernor.sim.characterize.ShippedModels;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.profile.HardwareProfiles;

/** The models that domains start from: measured before for shipped profiles, now for an operator's own. */
final class StartingModels {
    private StartingModels() {}

    /** The model of {@code profile}. */
    @SuppressWarnings("ReferenceEquality") // an operator's profile may be called like a shipped one, and even be equal
    static EngineModel of(HardwareProfile profile) {
        String name = profile.name();
        boolean shipped = HardwareProfiles.SHIPPED.contains(name) && HardwareProfiles.load(name) == profile;
        return shipped ? ShippedModels.of(name) : Probe.measure(profile);
    }
}
