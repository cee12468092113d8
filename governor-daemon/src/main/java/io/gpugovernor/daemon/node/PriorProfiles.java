package io.gpugovernor.daemon.node;

import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.profile.HardwareProfiles;
import java.util.List;
import java.util.Locale;

/** {@code profile: auto}: the shipped hardware profile nearest to a group of GPUs, by their model and number. */
final class PriorProfiles {
    private PriorProfiles() {}

    /** @throws IllegalArgumentException if nothing is known of such GPUs, with the remedy */
    static HardwareProfile of(String domain, List<GpuId> gpus) {
        String model = gpus.get(0).model().toUpperCase(Locale.ROOT);
        if (model.contains("H100") || model.contains("H200") || model.contains("H800")) {
            String name =
                    gpus.size() >= 8 ? "h100-llama-70b-tp8" : gpus.size() >= 2 ? "h100-llama-70b-tp4" : "h100-llama-8b";
            return HardwareProfiles.load(name);
        } else if (model.contains("A100") || model.contains("A800")) {
            return HardwareProfiles.load("a800-qwen-32b-tp2");
        }
        throw new IllegalArgumentException("domain " + domain + ": nothing is known of the GPU '"
                + gpus.get(0).model() + "'; name a hardware profile with profile:");
    }
}
