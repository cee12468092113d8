package io.gpugovernor.sim.replay;

import io.gpugovernor.core.loop.Governor;
import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.loop.Steering;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.trace.Trace;
import io.gpugovernor.sim.twin.Twin;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Replays a scenario in virtual time: the real loop, with its real ports, on the twin. Single-threaded; the same
 * scenario, policy and seed give the same result to the last bit.
 */
public final class Simulation {
    /** What the last requests may take beyond the duration; a policy that cannot finish them has failed them. */
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(30);

    private static final Duration NEVER_STALE = Duration.ofDays(365);

    private final Scenario scenario;
    private final String policyName;
    private final long seed;
    private final TimeSource wall;
    private final LatencyLog latencies = new LatencyLog();
    private final Twin twin;
    private final Governor governor;
    private final Ticker ticker;
    private final Watcher watcher;
    private long clockChanges;

    private Simulation(
            Scenario scenario, String policyName, Insider insider, long seed, TimeSource wall, Watcher watcher) {
        this.wall = wall;
        this.watcher = watcher;
        this.scenario = scenario;
        this.policyName = policyName;
        this.seed = seed;
        SplittableRandom random = new SplittableRandom(seed);
        this.twin = new Twin(scenario.hardware(), scenario.switching(), random.split(), latencies);
        TwinPorts ports = new TwinPorts(twin, scenario.switching().call());
        this.governor = new Governor(
                new PolicyDomain("twin", scenario.hardware().clocks(), scenario.slo(), NEVER_STALE),
                scenario.telemetry() instanceof TelemetryMode.Feed ? new PushedTelemetry(ports) : ports,
                ports.sensor(),
                Steering.enforcing(ports),
                insider.on(twin.insight()),
                this::count);
        this.ticker = new Ticker(scenario.telemetry(), random.split());
    }

    /**
     * Runs {@code policy} through {@code scenario}.
     *
     * @param policyName what the result is called
     * @param seed seeds the jitter of steps and the phase of the ticks
     * @param wall real time, to tell how long the run took; nothing else depends on it
     */
    public static RunResult run(Scenario scenario, String policyName, Policy policy, long seed, TimeSource wall) {
        return runInside(scenario, policyName, engine -> policy, seed, wall, Watcher.NOBODY);
    }

    /**
     * Runs a policy that is built into the engine; otherwise as {@link #run(Scenario, String, Policy, long, TimeSource)}.
     */
    public static RunResult runInside(
            Scenario scenario, String policyName, Insider insider, long seed, TimeSource wall) {
        return runInside(scenario, policyName, insider, seed, wall, Watcher.NOBODY);
    }

    /** The same while {@code watcher} looks on. */
    public static RunResult runInside(
            Scenario scenario, String policyName, Insider insider, long seed, TimeSource wall, Watcher watcher) {
        return new Simulation(scenario, policyName, insider, seed, wall, watcher).run();
    }

    private RunResult run() {
        Moment began = wall.now();
        Trace trace = scenario.trace();
        long end = scenario.duration().toNanos();
        for (int i = 0; i < trace.size(); i++) {
            governUntil(trace.arrival(i).toNanos());
            twin.submit(trace.promptTokens(i), trace.outputTokens(i));
        }
        governUntil(end);
        long deadline = Math.max(end, twin.now().nanos()) + LONGEST_DRAIN.toNanos();
        while (!twin.engine().idle() && twin.now().nanos() < deadline) {
            governUntil(Math.min(
                    deadline, twin.now().nanos() + Duration.ofSeconds(1).toNanos()));
        }
        return result(wall.now().since(began));
    }

    /** Advances the twin to {@code until}, with every tick on the way. */
    private void governUntil(long until) {
        while (true) {
            long tick = ticker.next(twin);
            if (tick > until) {
                twin.advanceTo(new Moment(until));
                return;
            }
            twin.advanceTo(new Moment(tick));
            governor.tick(twin.now());
            ticker.ticked(tick, twin);
        }
    }

    private void count(Decision decision) {
        if (decision.changesClock()) {
            clockChanges++;
        }
        watcher.ticked(twin, decision);
    }

    private RunResult result(Duration took) {
        Joules energy = twin.energy();
        return new RunResult(
                policyName,
                seed,
                scenario.trace().size(),
                latencies.size(),
                energy,
                Duration.ofNanos(twin.now().nanos()),
                latencies.ttft(),
                latencies.tbt(),
                latencies.attainment(scenario.slo(), scenario.trace().size()),
                clockChanges,
                twin.meanClockMegahertz(),
                took);
    }
}
