package io.gpugovernor.sim.sweep.run;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.sweep.IdleRow;
import io.gpugovernor.sim.sweep.Reading;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.Testbed;

/** Idle power at a clock. */
record IdleTask(Setup setup, Megahertz clock, Plan plan) implements Task {
    @Override
    public String name() {
        return Names.idle(setup, clock);
    }

    @Override
    public boolean done(Ledger ledger) {
        return ledger.has(name());
    }

    @Override
    public void measure(Testbed testbed, Ledger ledger) {
        Reading reading = testbed.rest(plan.effort().rest());
        ledger.keep(new IdleRow(setup, clock, reading.elapsed(), reading.power()));
    }

    @Override
    public long requests() {
        return 1;
    }
}
