package io.gpugovernor.daemon.node;

import io.gpugovernor.core.forecast.Calibration;
import io.gpugovernor.core.loop.Steering;
import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.port.EngineTelemetry;
import io.gpugovernor.core.port.GpuSensor;
import io.gpugovernor.daemon.memory.Hardware;
import io.gpugovernor.sim.gpu.HardwareProfile;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The GPUs of one domain, as its loop needs them.
 *
 * @param clocks clock steps all of them support
 * @param sensor what they say
 * @param steering what becomes of setpoints; holds no actuator in observe mode
 * @param heard wraps the domain's engine for GPUs that live by its load; real ones need no telling
 * @param prior the hardware profile to model them by where the policy file names none
 * @param trust how far a shipped profile is to be believed here
 * @param hardware what is learned on them depends on this
 */
public record DomainGpus(
        ClockTable clocks,
        GpuSensor sensor,
        Steering steering,
        UnaryOperator<EngineTelemetry> heard,
        Supplier<HardwareProfile> prior,
        Calibration.Prior trust,
        Hardware hardware) {}
