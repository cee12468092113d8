package io.gpugovernor.sim.sweep.paper;

import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.sim.sweep.Setup;

/** One line of a figure: one class of requests on one configuration, at every clock. */
public record Line(Setup setup, WorkloadClass workload) {}
