package io.gpugovernor.sim.replay;

import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.model.ThrottleReason;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.gpu.HardwareProfile;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** Names and readings of GPUs that do not exist. Their model says so, so that nobody takes them for real ones. */
public final class SimulatedGpus {
    private SimulatedGpus() {}

    /** The GPUs of a profile, numbered from 0. */
    public static List<GpuId> of(HardwareProfile profile) {
        return IntStream.range(0, profile.gpus())
                .mapToObj(index -> new GpuId(
                        index,
                        String.format(Locale.ROOT, "GPU-51300000-0000-0000-0000-%012d", index),
                        String.format(Locale.ROOT, "00000000:%02X:00.0", index + 1),
                        profile.gpuModel() + " (simulated)"))
                .toList();
    }

    /**
     * What they read when they work in step: power and energy are shared evenly.
     *
     * @param power power of all of them together
     * @param energy energy of all of them together so far
     * @param powerLimit of each
     */
    public static List<GpuReading> readings(
            List<GpuId> gpus,
            Megahertz applied,
            Watts power,
            Joules energy,
            Set<ThrottleReason> throttled,
            Reading<Watts> powerLimit) {
        double share = 1.0 / gpus.size();
        return gpus.stream()
                .map(gpu -> new GpuReading(
                        gpu,
                        Reading.of(applied),
                        Reading.of(power.times(share)),
                        Reading.of(energy.times(share)),
                        throttled,
                        powerLimit))
                .toList();
    }
}
