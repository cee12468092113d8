package io.gpugovernor.sim.peer;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.units.Megahertz;
import java.util.List;
import java.util.stream.IntStream;

/** A few clocks spread evenly over a table, as published systems list them. */
final class Levels {
    private Levels() {}

    /** Up to {@code count} steps of {@code table}, the lowest and the highest included; {@code count} is at least 2. */
    static Ladder evenly(ClockTable table, int count) {
        List<Megahertz> steps = table.steps();
        int last = steps.size() - 1;
        return new Ladder(IntStream.range(0, count)
                .map(i -> Math.round((float) i * last / (count - 1)))
                .distinct()
                .mapToObj(steps::get)
                .toList());
    }
}
