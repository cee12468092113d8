package io.gpugovernor.daemon.node;

import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.loop.Steering;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.port.EngineTelemetry;
import io.gpugovernor.core.port.GpuSensor;
import io.gpugovernor.daemon.feed.DomainFeed;
import io.gpugovernor.daemon.memory.DomainMemory;
import io.gpugovernor.daemon.scrape.Scraping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything one loop is made of.
 *
 * @param domain the domain's name, clocks and promise
 * @param engine where its engine is heard
 * @param sensor what its GPUs say
 * @param steering what becomes of setpoints; holds no actuator in observe mode
 * @param policy the rule, guards included
 * @param scraping how its metrics page is read; sets the longest time to the next tick
 * @param feed wakes the loop earlier while it is heard; empty where the engine is scraped alone
 * @param orders what the domain is told from outside
 * @param memory keeps what it learns; empty where nothing is kept
 * @param facts holds what the engine says over its feed against what was expected; empty where nothing was
 */
public record GovernedDomain(
        PolicyDomain domain,
        EngineTelemetry engine,
        GpuSensor sensor,
        Steering steering,
        Policy policy,
        Scraping scraping,
        Optional<DomainFeed> feed,
        DomainOrders orders,
        Optional<DomainMemory> memory,
        Optional<FeedFacts> facts) {

    /** A domain that may have every clock of its GPUs, and shares no power. */
    public GovernedDomain(
            PolicyDomain domain,
            EngineTelemetry engine,
            GpuSensor sensor,
            Steering steering,
            Policy policy,
            Scraping scraping,
            Optional<DomainFeed> feed) {
        this(
                domain,
                engine,
                sensor,
                steering,
                policy,
                scraping,
                feed,
                DomainOrders.alone(domain),
                Optional.empty(),
                Optional.empty());
    }

    /** A domain that ticks at a period which does not change, and of whose listening nothing is known. */
    public GovernedDomain(
            PolicyDomain domain,
            EngineTelemetry engine,
            GpuSensor sensor,
            Steering steering,
            Policy policy,
            Duration period) {
        this(domain, engine, sensor, steering, policy, Scraping.steady(period), Optional.empty());
    }

    /** What the engine says otherwise than it was expected, each with the remedy. */
    List<String> remarks() {
        return facts.map(FeedFacts::differences).orElse(List.of());
    }

    /** Longest time to the next tick at present. */
    public Duration period() {
        return scraping.statistics().period();
    }
}
