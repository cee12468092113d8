package io.gpugovernor.sim.sweep;

import java.util.List;
import java.util.function.Function;

/**
 * One CSV file of a dataset: its name, its columns, and how a line becomes a row again. No cell needs quotes.
 *
 * @param file its name in the folder
 * @param row a row from its cells
 */
record Sheet<T>(String file, List<Column<T>> columns, Function<Cells, T> row) {
    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    String header() {
        return String.join(",", names());
    }

    String line(T row) {
        return String.join(
                ",", columns.stream().map(column -> column.text().apply(row)).toList());
    }
}
