package io.gpugovernor.sim.sweep;

import java.util.List;

/**
 * Everything that a characterization measured.
 *
 * @param isolated requests alone on the engine, at each clock
 * @param volleys batches that prefill and decode together
 * @param idle power at rest, at each clock
 * @param capacities maximum throughput under the SLO, with the SLO
 * @param points serving at given loads
 */
public record Dataset(
        Manifest manifest,
        List<Isolated> isolated,
        List<Volley> volleys,
        List<IdleRow> idle,
        List<Capacity> capacities,
        List<Point> points) {
    /** Rows are put in the order of the configurations, classes, loads and clocks. */
    public Dataset {
        isolated = isolated.stream().sorted(Isolated.ORDER).toList();
        volleys = volleys.stream().sorted(Volley.ORDER).toList();
        idle = idle.stream().sorted(IdleRow.ORDER).toList();
        capacities = capacities.stream().sorted(Capacity.ORDER).toList();
        points = points.stream().sorted(Point.ORDER).toList();
    }

    /** A dataset with nothing measured yet. */
    public static Dataset empty(Manifest manifest) {
        return new Dataset(manifest, List.of(), List.of(), List.of(), List.of(), List.of());
    }
}
