package io.gpugovernor.daemon.doctor;

import io.gpugovernor.daemon.discover.Occupants;
import java.util.List;

/** All that was read of the node; findings follow from it and nothing else. */
public record NodeFacts(LibraryFacts library, DriverFacts driver, Privilege privilege) {
    /** Who computes on each GPU; none if the driver does not run. */
    public List<Occupants> occupants() {
        return driver instanceof DriverFacts.Started started
                ? started.gpus().stream()
                        .map(gpu -> new Occupants(gpu.id(), gpu.processes()))
                        .toList()
                : List.of();
    }
}
