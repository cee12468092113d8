package io.gpugovernor.daemon.cli;

import io.gpugovernor.sim.evaluation.Study;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether many scenarios are compared, and which questions are asked. */
final class EvaluationOptions {
    /** Of each run, unless told otherwise; hundreds of runs are to end within minutes. */
    static final Duration DURATION = Duration.ofMinutes(20);

    static final int SEEDS = 2;
    static final String LOADS = "25,55,85";

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Compare policies over workloads, loads and hardware, and write a page with plots. Without"
                    + " --trace, --workload, --load and --hardware, the standard evaluation. Unless told otherwise, runs"
                    + " last 20 minutes, on two seeds. FILE.jsonl keeps what is done; a call that was ended goes on.")
    private @Nullable String report;

    @Option(
            names = "--study",
            paramLabel = "NAME[,NAME...]",
            description = "With --report, these parts only: loads, classes, shapes, scheduling, telemetry, call, stall,"
                    + " error, knee, cold (default: all; with --trace or --workload, all but classes).")
    private @Nullable String study;

    boolean wanted() {
        return report != null;
    }

    /** Where the page goes. */
    String report() {
        if (report == null) {
            throw new IllegalStateException("no report is wanted");
        }
        return report;
    }

    /** The questions; {@code own} if the user brings requests of their own, which the nine classes are not. */
    Set<Study> studies(boolean own) {
        try {
            Set<Study> studies = Study.parseAll(study == null ? "all" : study);
            if (study == null && own) {
                studies.remove(Study.CLASSES);
            }
            return studies;
        } catch (IllegalArgumentException unknown) {
            throw new CommandFailure(ExitCodes.USAGE, "--study: " + OneLine.of(unknown));
        }
    }

    void requireSensible() {
        if (study != null && !wanted()) {
            throw new CommandFailure(ExitCodes.USAGE, "--study chooses parts of a report; give --report too");
        }
        if (report != null && report.equals("-")) {
            throw new CommandFailure(ExitCodes.USAGE, "--report writes a file and a work file beside it; name a file");
        }
        studies(false);
    }
}
