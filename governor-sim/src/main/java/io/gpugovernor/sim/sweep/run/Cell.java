package io.gpugovernor.sim.sweep.run;

import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.sim.sweep.Setup;

/** A class of requests on a configuration. */
public record Cell(Setup setup, WorkloadClass workload) {}
