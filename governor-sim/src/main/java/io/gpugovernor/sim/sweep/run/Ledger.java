package io.gpugovernor.sim.sweep.run;

import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.sweep.Capacity;
import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.DatasetWriter;
import io.gpugovernor.sim.sweep.IdleRow;
import io.gpugovernor.sim.sweep.Isolated;
import io.gpugovernor.sim.sweep.Point;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.Volley;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is measured already, in this run or one before it; and the file it goes to. */
final class Ledger {
    private final DatasetWriter writer;
    private final Map<String, Isolated> isolated = new ConcurrentHashMap<>();
    private final Map<String, Capacity> capacities = new ConcurrentHashMap<>();
    private final Set<String> others = ConcurrentHashMap.newKeySet();

    Ledger(DatasetWriter writer) {
        this.writer = writer;
        Dataset begun = writer.begun();
        begun.isolated().forEach(row -> isolated.put(key(row.setup(), row.workload(), row.clock()), row));
        begun.capacities().forEach(row -> capacities.put(key(row.setup(), row.workload(), row.clock()), row));
        begun.volleys().forEach(row -> others.add(Names.of(row)));
        begun.idle().forEach(row -> others.add(Names.of(row)));
        begun.points().forEach(row -> others.add(Names.of(row)));
    }

    Optional<Isolated> isolated(Cell cell, Megahertz clock) {
        return Optional.ofNullable(isolated.get(key(cell.setup(), cell.workload(), clock)));
    }

    Optional<Capacity> capacity(Cell cell, Megahertz clock) {
        return Optional.ofNullable(capacities.get(key(cell.setup(), cell.workload(), clock)));
    }

    /** Whether a volley, an idle row or a point of this name is there. */
    boolean has(String name) {
        return others.contains(name);
    }

    void keep(Isolated row) {
        writer.add(row);
        isolated.put(key(row.setup(), row.workload(), row.clock()), row);
    }

    void keep(Capacity row) {
        writer.add(row);
        capacities.put(key(row.setup(), row.workload(), row.clock()), row);
    }

    void keep(Volley row) {
        writer.add(row);
        others.add(Names.of(row));
    }

    void keep(IdleRow row) {
        writer.add(row);
        others.add(Names.of(row));
    }

    void keep(Point row) {
        writer.add(row);
        others.add(Names.of(row));
    }

    private static String key(Setup setup, WorkloadClass workload, Megahertz clock) {
        return setup + " " + workload + " " + clock;
    }
}
