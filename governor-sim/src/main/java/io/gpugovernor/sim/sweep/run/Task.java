package io.gpugovernor.sim.sweep.run;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.Testbed;

/** One row of the dataset to be measured, on a testbed of its own that is at rest at the task's clock. */
interface Task {
    Setup setup();

    Megahertz clock();

    /** What is measured; no other task of the sweep is called so. */
    String name();

    boolean done(Ledger ledger);

    void measure(Testbed testbed, Ledger ledger);

    /** How much work it is, counted in requests that are served; for the progress line and the estimate. */
    long requests();
}
