package io.gpugovernor.sim.sweep.run;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.sweep.IdleRow;
import io.gpugovernor.sim.sweep.Point;
import io.gpugovernor.sim.sweep.Prompt;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.Volley;

/** What each measurement is called: it gives its seed, and tells whether it was made before. */
final class Names {
    private Names() {}

    static String idle(Setup setup, Megahertz clock) {
        return "idle power of " + setup + " at " + clock;
    }

    static String of(IdleRow row) {
        return idle(row.setup(), row.clock());
    }

    static String volley(Setup setup, Megahertz clock, int requests, Prompt prompt) {
        return requests + " requests of " + prompt.inputTokens() + " in, " + prompt.outputTokens() + " out on " + setup
                + " at " + clock;
    }

    static String of(Volley row) {
        return volley(row.setup(), row.clock(), row.requests(), row.prompt());
    }

    /** @param load as {@link Load} writes itself */
    static String point(Cell cell, Megahertz clock, String load) {
        return cell.workload().code() + " at " + load + " on " + cell.setup() + " at " + clock;
    }

    static String of(Point row) {
        Load load = row.loadShare().<Load>map(Load.Share::new).orElseGet(() -> new Load.Fixed(row.rate()));
        return point(new Cell(row.setup(), row.workload()), row.clock(), load.toString());
    }
}
