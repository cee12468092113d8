package io.gpugovernor.sim.replay;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.model.ThrottleReason;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.port.EngineTelemetry;
import io.gpugovernor.core.port.GpuSensor;
import io.gpugovernor.core.telemetry.Source;
import io.gpugovernor.core.telemetry.StepLimits;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.gpu.EngineLimits;
import io.gpugovernor.sim.twin.Twin;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** A twin seen through the governor's ports. */
public final class TwinPorts implements EngineTelemetry, ClockActuator {
    private final Twin twin;
    private final List<GpuId> gpus;
    private final Duration call;
    private final Reading<Watts> powerLimit;
    private final Source source;

    /** The twin of a node on which setting a clock takes no time. */
    public TwinPorts(Twin twin) {
        this(twin, Duration.ZERO);
    }

    /** @param call how long the driver takes to take a change of clock, as the governor measures it */
    public TwinPorts(Twin twin, Duration call) {
        this.call = call;
        this.twin = twin;
        this.gpus = SimulatedGpus.of(twin.profile());
        this.powerLimit = Reading.of(twin.profile().powerLimit());
        this.source = Source.ASKED.under(commandLine(twin.profile().limits()));
    }

    /** What the engine's command line tells of its steps; a daemon on a node reads it too. */
    private static StepLimits commandLine(EngineLimits limits) {
        return new StepLimits(OptionalInt.of(limits.stepTokens()), OptionalInt.of(limits.maxSequences()));
    }

    @Override
    public Telemetry read() {
        return new Telemetry.Available(twin.snapshot(), 0, source);
    }

    /** The GPUs as a sensor reads them. */
    public GpuSensor sensor() {
        return this::readGpus;
    }

    private List<GpuReading> readGpus() {
        Set<ThrottleReason> throttled = twin.throttled() ? Set.of(ThrottleReason.POWER_LIMIT) : Set.of();
        return SimulatedGpus.readings(gpus, twin.appliedClock(), twin.power(), twin.energy(), throttled, powerLimit);
    }

    @Override
    public Actuation lock(Megahertz clock) {
        twin.lock(clock);
        return new Actuation.Accepted(call);
    }

    @Override
    public Actuation release() {
        twin.release();
        return new Actuation.Accepted();
    }
}
