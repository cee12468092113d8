package io.gpugovernor.daemon.metrics;

import io.gpugovernor.daemon.metrics.Family.Point;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The points of one scrape by family. The first of two points with the same labels stays. */
final class Points {
    private final Map<Family, Map<Labels, Point>> families = new EnumMap<>(Family.class);

    void add(Family family, Labels labels, double value) {
        families.computeIfAbsent(family, none -> new LinkedHashMap<>()).putIfAbsent(labels, new Point(labels, value));
    }

    /** Only families that have a point: a family without one has vanished. */
    MetricSnapshots snapshots() {
        List<MetricSnapshot> snapshots = new ArrayList<>();
        families.forEach((family, points) -> snapshots.add(family.snapshot(List.copyOf(points.values()))));
        return new MetricSnapshots(snapshots);
    }
}
