package io.gpugovernor.sim.sweep.paper;

import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.sweep.Capacity;
import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.Estimate;
import io.gpugovernor.sim.sweep.IdleRow;
import io.gpugovernor.sim.sweep.Isolated;
import io.gpugovernor.sim.sweep.Manifest;
import io.gpugovernor.sim.sweep.Point;
import io.gpugovernor.sim.sweep.Prompt;
import io.gpugovernor.sim.sweep.RequestRate;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.Spread;
import io.gpugovernor.sim.sweep.Volley;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A dataset made by hand, row by row, with round numbers where a test does not care. */
final class MadeDataset {
    private final List<Isolated> isolated = new ArrayList<>();
    private final List<Volley> volleys = new ArrayList<>();
    private final List<IdleRow> idle = new ArrayList<>();
    private final List<Capacity> capacities = new ArrayList<>();
    private final List<Point> points = new ArrayList<>();

    MadeDataset alone(Setup setup, WorkloadClass workload, int clock, double ttft, double tbt) {
        isolated.add(new Isolated(
                setup,
                workload,
                new Megahertz(clock),
                1,
                Estimate.once(ttft),
                Estimate.once(tbt),
                Duration.ofSeconds(2),
                new Joules(500),
                0));
        return this;
    }

    /** A request with one token out, alone. */
    MadeDataset prefill(Setup setup, int clock, int tokens, double throttled) {
        volleys.add(new Volley(
                setup,
                new Megahertz(clock),
                1,
                new Prompt(tokens, 1),
                1,
                Duration.ofMillis(50),
                Duration.ofMillis(50),
                Optional.empty(),
                Optional.empty(),
                Duration.ofMillis(50),
                new Joules(100),
                new Ratio(throttled)));
        return this;
    }

    MadeDataset rest(Setup setup, int clock, double watts) {
        idle.add(new IdleRow(setup, new Megahertz(clock), Duration.ofSeconds(10), new Watts(watts)));
        return this;
    }

    /** A maximum throughput, under an SLO of 200 and 50 ms; 0 for none. */
    MadeDataset capacity(Setup setup, WorkloadClass workload, int clock, double perSecond) {
        capacities.add(new Capacity(
                setup,
                workload,
                new Megahertz(clock),
                Duration.ofMillis(200),
                Duration.ofMillis(50),
                perSecond > 0 ? Optional.of(new RequestRate(perSecond)) : Optional.empty(),
                Duration.ofMillis(190),
                Duration.ofMillis(20),
                new Watts(1000),
                new Joules(100),
                Capacity.Limit.TTFT));
        return this;
    }

    /** A point at half load; latencies p50, p90 and p99 are 1, 2 and 3 times those given. */
    MadeDataset medium(
            Setup setup, WorkloadClass workload, int clock, double perSecond, double watts, double ttft, double tbt) {
        points.add(point(setup, workload, clock, Optional.of(new Ratio(0.5)), perSecond, perSecond, watts, ttft, tbt));
        return this;
    }

    /** A point at a given rate, of which {@code served} are finished. */
    MadeDataset given(Setup setup, WorkloadClass workload, int clock, double perSecond, double served, double watts) {
        points.add(point(setup, workload, clock, Optional.empty(), perSecond, served, watts, 0.1, 0.01));
        return this;
    }

    Dataset dataset() {
        Manifest manifest =
                new Manifest(Manifest.SCHEMA, "twin", List.of(), 1, Map.of(), Map.of(), "made", List.of(), true);
        return new Dataset(manifest, isolated, volleys, idle, capacities, points);
    }

    private static Point point(
            Setup setup,
            WorkloadClass workload,
            int clock,
            Optional<Ratio> share,
            double perSecond,
            double served,
            double watts,
            double ttft,
            double tbt) {
        return new Point(
                setup,
                workload,
                new Megahertz(clock),
                share,
                new RequestRate(perSecond),
                1,
                100,
                spread(ttft),
                spread(tbt),
                Estimate.once(served),
                Estimate.once(100 * served),
                Estimate.once(watts),
                Estimate.once(watts / served),
                Estimate.once(watts / served / 100),
                Ratio.ZERO,
                Optional.of(new Megahertz(clock)),
                0,
                0);
    }

    private static Spread spread(double seconds) {
        return new Spread(Estimate.once(seconds), Estimate.once(2 * seconds), Estimate.once(3 * seconds));
    }
}
