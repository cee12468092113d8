package io.gpugovernor.daemon.cli;

import io.gpugovernor.sim.sweep.Dataset;
import java.nio.file.Path;
import java.util.List;

/** What is made of a dataset once it is complete, such as its page of figures. */
interface Afterwards {
    /**
     * Makes it, in the dataset's folder.
     *
     * @return the files that were written
     * @throws CommandFailure if it cannot be made; the dataset stays good
     */
    List<Path> make(Dataset dataset, Path folder);
}
