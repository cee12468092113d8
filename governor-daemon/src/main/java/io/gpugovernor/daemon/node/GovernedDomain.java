package io.gpugovernor.daemon.node;

import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.loop.Steering;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.port.EngineTelemetry;
import io.gpugovernor.core.port.GpuSensor;
import java.time.Duration;

/**
 * Everything one loop is made of.
 *
 * @param domain the domain's name, clocks and promise
 * @param engine where its engine is heard
 * @param sensor what its GPUs say
 * @param steering what becomes of setpoints; holds no actuator in observe mode
 * @param policy the rule, guards included
 * @param period time between two ticks
 */
public record GovernedDomain(
        PolicyDomain domain,
        EngineTelemetry engine,
        GpuSensor sensor,
        Steering steering,
        Policy policy,
        Duration period) {}
