package io.gpugovernor.daemon.node;

import io.gpugovernor.core.forecast.EngineModel;
import io.gpugovernor.sim.characterize.Probe;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.profile.HardwareProfiles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The models that domains start from. That of a shipped profile is measured once, however many domains have it. */
final class StartingModels {
    private static final Map<String, EngineModel> SHIPPED = new ConcurrentHashMap<>();

    private StartingModels() {}

    /** The model of {@code profile}; where another thread measures the same shipped one, waits for that. */
    static EngineModel of(HardwareProfile profile) {
        String name = profile.name();
        boolean shipped = HardwareProfiles.SHIPPED.contains(name) && HardwareProfiles.load(name) == profile;
        return shipped ? SHIPPED.computeIfAbsent(name, same -> Probe.measure(profile)) : Probe.measure(profile);
    }
}
