package io.gpugovernor.daemon.cli;

import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.DatasetException;
import io.gpugovernor.sim.sweep.DatasetReader;
import io.gpugovernor.sim.sweep.paper.Findings;
import io.gpugovernor.sim.sweep.paper.Lever;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code characterize report}: a dataset's figures, drawn again. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Draw the figures of a dataset as one HTML page that needs no network: the paper's Figures 1 to 15,"
                        + " as far as the dataset has them, and its statements.")
public final class ReportCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder of the dataset, finished or not.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private Path folder;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the page goes (default: report.html in DIR).")
    private @Nullable String out;

    @Override
    public Integer call() {
        try {
            Dataset dataset = DatasetReader.read(folder);
            String file = out == null ? folder.resolve(SweepReport.FILE).toString() : out;
            SweepReport.write(dataset, JsonTarget.file("--out", file));
            PrintWriter print = spec.commandLine().getOut();
            print.println("Written: " + file);
            for (Lever lever : Findings.missing(List.of(dataset))) {
                print.println("Not in this dataset: " + lever.figures() + ", which need " + lever.needs()
                        + " at two clocks or more; measure them with --figures " + lever.option());
            }
            print.flush();
        } catch (DatasetException unusable) {
            throw new CommandFailure(ExitCodes.FAILURE, OneLine.of(unusable));
        }
        return ExitCodes.OK;
    }
}
