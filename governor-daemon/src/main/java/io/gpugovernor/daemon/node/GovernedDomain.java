package io.gpugovernor.daemon.node;

import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.loop.Steering;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.port.EngineTelemetry;
import io.gpugovernor.core.port.GpuSensor;
import io.gpugovernor.daemon.scrape.ScrapeStatistics;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Everything one loop is made of.
 *
 * @param domain the domain's name, clocks and promise
 * @param engine where its engine is heard
 * @param sensor what its GPUs say
 * @param steering what becomes of setpoints; holds no actuator in observe mode
 * @param policy the rule, guards included
 * @param scrapes what hearing the engine costs and how it goes; its period is the time to the next tick
 * @param longestPeriod longest time between two ticks
 */
public record GovernedDomain(
        PolicyDomain domain,
        EngineTelemetry engine,
        GpuSensor sensor,
        Steering steering,
        Policy policy,
        Supplier<ScrapeStatistics> scrapes,
        Duration longestPeriod) {

    /** A domain that ticks at a period which does not change, and of whose listening nothing is known. */
    public GovernedDomain(
            PolicyDomain domain,
            EngineTelemetry engine,
            GpuSensor sensor,
            Steering steering,
            Policy policy,
            Duration period) {
        this(domain, engine, sensor, steering, policy, () -> ScrapeStatistics.starting(period), period);
    }

    /** Time to the next tick at present. */
    public Duration period() {
        return scrapes.get().period();
    }
}
