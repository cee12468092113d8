package io.gpugovernor.sim.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All runs of an evaluation and what they are for.
 *
 * @param entries runs with their places; a run may have several
 */
public record Matrix(List<Entry> entries) {
    public Matrix {
        entries = List.copyOf(entries);
    }

    /** Every run once, by its key, in the order of the studies; each after the run at maximum clock it is compared with. */
    public Map<String, Cell> cells() {
        Map<String, Cell> cells = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Cell baseline = entry.cell().baseline();
            cells.putIfAbsent(baseline.key(), baseline);
            cells.putIfAbsent(entry.cell().key(), entry.cell());
        }
        return cells;
    }

    /** The entries of one study. */
    public List<Entry> of(Study study) {
        return entries.stream().filter(entry -> entry.study() == study).toList();
    }
}
