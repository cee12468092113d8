package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.DatasetWriter;
import io.gpugovernor.sim.sweep.Laboratory;
import io.gpugovernor.sim.sweep.Manifest;
import io.gpugovernor.sim.sweep.run.Outlook;
import io.gpugovernor.sim.sweep.run.Plan;
import io.gpugovernor.sim.sweep.run.Sweep;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Runs a sweep into a folder: on a twin and on a node alike. */
final class SweepRun {
    private final Path folder;
    private final boolean resume;
    private final PrintWriter err;
    private final TimeSource wall;
    private final Consumer<String> progress;

    SweepRun(Path folder, boolean resume, PrintWriter err, TimeSource wall, Consumer<String> progress) {
        this.folder = folder;
        this.resume = resume;
        this.err = err;
        this.wall = wall;
        this.progress = progress;
    }

    Dataset measure(Laboratory laboratory, Plan plan, Manifest manifest) {
        try (DatasetWriter writer =
                resume ? DatasetWriter.resume(folder, manifest) : DatasetWriter.begin(folder, manifest)) {
            Sweep sweep =
                    new Sweep(laboratory, plan, writer, Runtime.getRuntime().availableProcessors());
            announce(sweep.outlook());
            return sweep.run(wall, progress);
        }
    }

    private void announce(Outlook outlook) {
        String done = outlook.done() > 0 ? ", " + outlook.done() + " of them done before" : "";
        err.println(String.format(
                Locale.ROOT,
                "characterize: %,d measurements%s; the rest takes about %s",
                outlook.all(),
                done,
                Numbers.time(Math.max(1, Durations.seconds(outlook.duration())))));
        err.flush();
    }

    /** The dataset's files, and those made of it. */
    List<Path> finish(Dataset dataset, List<Afterwards> afterwards) {
        List<Path> files = new ArrayList<>(DatasetWriter.files(folder));
        afterwards.forEach(step -> files.addAll(step.make(dataset, folder)));
        return files;
    }
}
