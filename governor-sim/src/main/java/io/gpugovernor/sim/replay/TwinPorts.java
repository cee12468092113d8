package io.gpugovernor.sim.replay;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.model.ThrottleReason;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.port.EngineTelemetry;
import io.gpugovernor.core.port.GpuSensor;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.twin.Twin;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** A twin seen through the governor's ports. */
public final class TwinPorts implements EngineTelemetry, ClockActuator {
    private final Twin twin;
    private final List<GpuId> gpus;

    public TwinPorts(Twin twin) {
        this.twin = twin;
        this.gpus = IntStream.range(0, twin.profile().gpus())
                .mapToObj(index -> new GpuId(
                        index,
                        String.format(Locale.ROOT, "GPU-51300000-0000-0000-0000-%012d", index),
                        String.format(Locale.ROOT, "00000000:%02X:00.0", index + 1),
                        twin.profile().gpuModel() + " (simulated)"))
                .toList();
    }

    @Override
    public Telemetry read() {
        return new Telemetry.Available(twin.snapshot());
    }

    /** The GPUs as a sensor reads them; power and energy are shared evenly, since they work in step. */
    public GpuSensor sensor() {
        return this::readGpus;
    }

    private List<GpuReading> readGpus() {
        double share = 1.0 / gpus.size();
        Set<ThrottleReason> throttled = twin.throttled() ? Set.of(ThrottleReason.POWER_LIMIT) : Set.of();
        return gpus.stream()
                .map(gpu -> new GpuReading(
                        gpu,
                        Reading.of(twin.appliedClock()),
                        Reading.of(twin.power().times(share)),
                        Reading.of(twin.energy().times(share)),
                        throttled))
                .toList();
    }

    @Override
    public Actuation lock(Megahertz clock) {
        twin.lock(clock);
        return new Actuation.Accepted();
    }

    @Override
    public Actuation release() {
        twin.release();
        return new Actuation.Accepted();
    }
}
