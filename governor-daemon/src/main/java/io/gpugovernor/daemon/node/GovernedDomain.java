package io.gpugovernor.daemon.node;

import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.loop.Steering;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.port.EngineTelemetry;
import io.gpugovernor.core.port.GpuSensor;
import io.gpugovernor.daemon.feed.DomainFeed;
import java.time.Duration;
import java.util.Optional;

/**
 * Everything one loop is made of.
 *
 * @param domain the domain's name, clocks and promise
 * @param engine where its engine is heard
 * @param sensor what its GPUs say
 * @param steering what becomes of setpoints; holds no actuator in observe mode
 * @param policy the rule, guards included
 * @param period longest time between two ticks
 * @param feed wakes the loop earlier while it is heard; empty where the engine is scraped alone
 * @param orders what the domain is told from outside
 */
public record GovernedDomain(
        PolicyDomain domain,
        EngineTelemetry engine,
        GpuSensor sensor,
        Steering steering,
        Policy policy,
        Duration period,
        Optional<DomainFeed> feed,
        DomainOrders orders) {

    /** A domain that may have every clock of its GPUs, and shares no power. */
    public GovernedDomain(
            PolicyDomain domain,
            EngineTelemetry engine,
            GpuSensor sensor,
            Steering steering,
            Policy policy,
            Duration period,
            Optional<DomainFeed> feed) {
        this(domain, engine, sensor, steering, policy, period, feed, DomainOrders.alone(domain));
    }

    /** A domain whose engine is scraped alone. */
    public GovernedDomain(
            PolicyDomain domain,
            EngineTelemetry engine,
            GpuSensor sensor,
            Steering steering,
            Policy policy,
            Duration period) {
        this(domain, engine, sensor, steering, policy, period, Optional.empty());
    }
}
