package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.config.NvmlConfig;
import io.gpugovernor.daemon.lease.Lease;
import io.gpugovernor.daemon.lease.Leftovers;
import io.gpugovernor.daemon.node.Enforcement;
import io.gpugovernor.nvml.ClockWriter;
import io.gpugovernor.nvml.NvmlNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code release}: removes the locks a dead daemon left. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = "Remove this daemon's clock locks after it died: the GPUs that its lease lists, and no other.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is locked any more",
            "1:a GPU could not be released, or a daemon is running",
            "5:no GPU"
        })
public final class ReleaseCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    @Option(names = "--all", description = "Reset every GPU of the node, whoever locked it.")
    private boolean all;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Lease lease = RealGpus.lease();
        if (lease.leftover().entries().isEmpty() && !all) {
            out.println("nothing to release: no lease lists a GPU");
            out.flush();
            return ExitCodes.OK;
        }
        try (NvmlNode node = RealGpus.node(NvmlConfig.DEFAULT);
                Enforcement enforcement =
                        new Enforcement(new ClockWriter(node.session().library()), lease)) {
            boolean released = true;
            List<Leftovers.Outcome> outcomes = enforcement.releaseLeftovers(node);
            for (Leftovers.Outcome outcome : outcomes) {
                out.println(outcome.sentence());
                released &= outcome.released();
            }
            if (all) {
                for (String failure : enforcement.releaseAll(node)) {
                    out.println(failure);
                    released = false;
                }
                out.println("every GPU of the node was reset" + (released ? "" : ", but for those above"));
            }
            out.flush();
            return released ? ExitCodes.OK : ExitCodes.FAILURE;
        }
    }
}
