package io.gpugovernor.daemon.report;

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
import io.gpugovernor.sim.sweep.RequestRate;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.Spread;
import io.gpugovernor.sim.sweep.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Datasets whose every quantity grows or falls with the clock by a simple rule; only eight GPUs are ever throttled. */
public final class SweptDataset {
    public static final Setup TP8 = new Setup(8, 256);
    private static final List<Integer> CLOCKS = List.of(990, 1605, 1980);

    private SweptDataset() {}

    /** Every class on one configuration. */
    public static Dataset classes() {
        return of(List.of(TP8), List.of(WorkloadClass.values()), "twin", "meta/llama");
    }

    /** One class on three parallelisms and three batches. */
    public static Dataset configurations() {
        return of(
                List.of(new Setup(2, 256), new Setup(4, 256), new Setup(8, 4), new Setup(8, 64), TP8),
                List.of(WorkloadClass.MEDIUM_MEDIUM),
                "live",
                "meta/llama");
    }

    /** Every setup with every class, at three clocks. */
    public static Dataset of(List<Setup> setups, List<WorkloadClass> classes, String source, String model) {
        List<Isolated> isolated = new ArrayList<>();
        List<Capacity> capacities = new ArrayList<>();
        List<Point> points = new ArrayList<>();
        List<IdleRow> idle = new ArrayList<>();
        for (Setup setup : setups) {
            for (int clock : CLOCKS) {
                idle.add(new IdleRow(setup, new Megahertz(clock), Duration.ofSeconds(1), new Watts(clock / 2.0)));
                for (WorkloadClass workload : classes) {
                    isolated.add(isolated(setup, workload, clock));
                    capacities.add(capacity(setup, workload, clock));
                    points.add(point(setup, workload, clock));
                }
            }
        }
        Manifest manifest = new Manifest(
                Manifest.SCHEMA,
                source,
                setups.stream().map(setup -> subject(setup, model)).toList(),
                7,
                Map.of("loads", "50%"),
                Map.of("gpu-governor", "1"),
                "./gpu-governor characterize --out 'a <b>'",
                List.of(),
                false);
        return new Dataset(manifest, isolated, List.of(), idle, capacities, points);
    }

    private static Subject subject(Setup setup, String model) {
        return new Subject(
                "node",
                "NVIDIA H100",
                "570.1",
                "vllm 0.10",
                model,
                setup.tensorParallel(),
                setup.maxSequences(),
                2048,
                Optional.empty(),
                CLOCKS.stream().map(Megahertz::new).toList(),
                Optional.of(new Watts(700)));
    }

    private static Isolated isolated(Setup setup, WorkloadClass workload, int clock) {
        return new Isolated(
                setup,
                workload,
                new Megahertz(clock),
                1,
                Estimate.once(40.0 / clock),
                Estimate.once(20.0 / clock),
                Duration.ofSeconds(1),
                new Joules(300),
                0);
    }

    private static Capacity capacity(Setup setup, WorkloadClass workload, int clock) {
        return new Capacity(
                setup,
                workload,
                new Megahertz(clock),
                Duration.ofMillis(100),
                Duration.ofMillis(50),
                clock == 990 ? Optional.empty() : Optional.of(new RequestRate(clock / 100.0)),
                Duration.ofMillis(90),
                Duration.ofMillis(20),
                new Watts(3000),
                new Joules(100),
                Capacity.Limit.TTFT);
    }

    private static Point point(Setup setup, WorkloadClass workload, int clock) {
        Estimate latency = new Estimate(80.0 / clock, OptionalDouble.of(8.0 / clock));
        Spread spread = new Spread(latency, latency, latency);
        Estimate watts = new Estimate(2.0 * clock, OptionalDouble.of(10));
        return new Point(
                setup,
                workload,
                new Megahertz(clock),
                Optional.of(new Ratio(0.5)),
                new RequestRate(9.9),
                3,
                100,
                spread,
                spread,
                Estimate.once(9.9),
                Estimate.once(990),
                watts,
                Estimate.once(2.0 * clock / 9.9),
                Estimate.once(2.0 * clock / 990),
                new Ratio(clock == 1980 && setup.tensorParallel() == 8 ? 0.25 : 0),
                Optional.of(new Megahertz(clock)),
                0,
                0);
    }
}
