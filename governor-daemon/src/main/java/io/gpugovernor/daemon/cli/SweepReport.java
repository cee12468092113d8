package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.metrics.BuildInfo;
import io.gpugovernor.daemon.report.SweepPage;
import io.gpugovernor.sim.sweep.Dataset;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** The page of figures that is made of every complete dataset. */
final class SweepReport implements Afterwards {
    static final String FILE = "report.html";

    @Override
    public List<Path> make(Dataset dataset, Path folder) {
        Path page = folder.resolve(FILE);
        write(dataset, JsonTarget.file("--out", page.toString()));
        return List.of(page);
    }

    static void write(Dataset dataset, JsonTarget target) {
        target.write(
                SweepPage.of(dataset, "gpu-governor " + BuildInfo.ofThisBuild().version()),
                new PrintWriter(PrintWriter.nullWriter()));
    }
}
