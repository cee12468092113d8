package io.gpugovernor.daemon.cli;

import io.gpugovernor.sim.sweep.DatasetException;
import io.gpugovernor.sim.sweep.DatasetReader;
import io.gpugovernor.sim.sweep.paper.Finding;
import io.gpugovernor.sim.sweep.paper.Findings;
import io.gpugovernor.sim.sweep.paper.Lever;
import io.gpugovernor.sim.sweep.paper.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code characterize paper}: the paper's statements beside datasets. */
@Command(
        name = "paper",
        mixinStandardHelpOptions = true,
        description =
                "Print what \"Towards Greener LLMs\" says beside what datasets say, as a Markdown table with the rule"
                        + " of each number. Of several datasets the first that has a group of figures is asked.")
public final class PaperCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders of datasets.")
    private List<Path> folders = new ArrayList<>();

    @Override
    public Integer call() {
        try {
            var datasets = folders.stream().map(DatasetReader::read).toList();
            List<Finding> findings = Findings.of(datasets);
            PrintWriter out = spec.commandLine().getOut();
            out.println("| no. | statement | paper | here | |");
            out.println("|---|---|---|---|---|");
            findings.forEach(finding -> out.println(
                    row(finding.statement(), finding.says(), finding.paper(), finding.here(), verdict(finding))));
            out.println();
            out.println("| no. | rule |");
            out.println("|---|---|");
            findings.forEach(finding -> out.println(row(finding.statement(), finding.rule())));
            for (Lever lever : Findings.missing(datasets)) {
                out.println();
                out.println("Not in these datasets: what goes with " + lever.figures() + ", which need " + lever.needs()
                        + "; measure them with --figures " + lever.option());
            }
            out.flush();
        } catch (DatasetException unusable) {
            throw new CommandFailure(ExitCodes.FAILURE, OneLine.of(unusable));
        }
        return ExitCodes.OK;
    }

    private static String verdict(Finding finding) {
        return finding.verdict() == Verdict.DIFFERS
                ? "**" + finding.verdict().words() + "**"
                : finding.verdict().words();
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
