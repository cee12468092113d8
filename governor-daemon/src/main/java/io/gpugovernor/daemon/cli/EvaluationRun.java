package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.daemon.metrics.BuildInfo;
import io.gpugovernor.daemon.report.Facts;
import io.gpugovernor.daemon.report.Page;
import io.gpugovernor.sim.evaluation.Axes;
import io.gpugovernor.sim.evaluation.Evaluation;
import io.gpugovernor.sim.evaluation.Journal;
import io.gpugovernor.sim.evaluation.JournalException;
import io.gpugovernor.sim.evaluation.Plan;
import io.gpugovernor.sim.evaluation.Results;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Runs an evaluation and writes its report; the work file beside it lets a call that was ended go on. */
final class EvaluationRun {
    private final String report;
    private final JsonTarget target;
    private final Path workFile;
    private final TimeSource wall;

    /** @param report the option's value */
    EvaluationRun(String report, TimeSource wall) {
        this.report = report;
        this.target = JsonTarget.file("--report", report);
        this.workFile = Path.of(report + ".jsonl");
        this.wall = wall;
    }

    void run(Axes axes, List<Path> inputs, String command, Progress progress, PrintWriter out) {
        int threads = Runtime.getRuntime().availableProcessors();
        try (Journal journal = Journal.open(workFile, Origin.of(inputs))) {
            Results results = new Evaluation(journal, threads, wall, progress).run(Plan.over(axes));
            BuildInfo build = BuildInfo.ofThisBuild();
            Facts facts = new Facts(
                    command,
                    "gpu-governor " + build.version(),
                    threads + " processor threads, Java " + build.javaVersion(),
                    Assumptions.of(axes));
            target.write(Page.of(results, facts), out);
            progress.finish();
            out.println(String.format(
                    Locale.ROOT,
                    "Simulated: %,d runs, %,d of them from %s. Report: %s",
                    results.outcomes().size(),
                    results.reused(),
                    workFile.getFileName(),
                    report));
            out.flush();
        } catch (JournalException unusable) {
            throw new CommandFailure(ExitCodes.FAILURE, "--report: " + OneLine.of(unusable));
        } catch (IllegalArgumentException impossible) {
            throw new CommandFailure(ExitCodes.FAILURE, OneLine.of(impossible));
        }
    }
}
