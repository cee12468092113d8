package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.config.NvmlConfig;
import io.gpugovernor.daemon.lease.Lease;
import io.gpugovernor.daemon.lease.LeaseEntry;
import io.gpugovernor.daemon.lease.Leftovers;
import io.gpugovernor.daemon.lease.RunDirectory;
import io.gpugovernor.daemon.node.Enforcement;
import io.gpugovernor.nvml.ClockWriter;
import io.gpugovernor.nvml.NvmlNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code release}: removes the locks a dead daemon left. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = {
            "Remove the clock locks that a daemon left when it died: on the GPUs that its lease lists, and no other.",
            "Refused while a daemon runs, which releases by itself when it stops. Needs the right to set clocks: root, or"
                    + " CAP_SYS_ADMIN."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is locked any more",
            "1:a GPU could not be released, or a daemon is running",
            "5:a GPU is to be released, and no GPU can be reached"
        })
public final class ReleaseCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    @Option(names = "--all", description = "Reset the clocks of every GPU of the node, whoever locked them.")
    private boolean all;

    @Override
    public Integer call() {
        if (!all && Lease.isAbsent(RunDirectory.in(System.getenv()))) {
            return nothing();
        }
        Lease lease = RealGpus.lease();
        if (lease.leftover().entries().isEmpty() && !all) {
            return nothing();
        }
        try (NvmlNode node = RealGpus.node(NvmlConfig.DEFAULT);
                Enforcement enforcement =
                        new Enforcement(new ClockWriter(node.session().library()), lease)) {
            return release(node, enforcement) ? ExitCodes.OK : ExitCodes.FAILURE;
        } catch (NoGpuException none) {
            throw new CommandFailure(
                    ExitCodes.NO_GPU, notReleased(lease.leftover().entries(), none));
        }
    }

    private boolean release(NvmlNode node, Enforcement enforcement) {
        PrintWriter out = spec.commandLine().getOut();
        boolean released = true;
        for (Leftovers.Outcome outcome : enforcement.releaseLeftovers(node)) {
            out.println(outcome.sentence());
            released &= outcome.released();
        }
        if (all) {
            List<String> failures = enforcement.releaseAll(node);
            failures.forEach(out::println);
            released &= failures.isEmpty();
            out.println("every GPU of the node was reset" + (released ? "" : ", but for those above"));
        }
        out.flush();
        return released;
    }

    private int nothing() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("nothing to release: no lease lists a GPU");
        out.flush();
        return ExitCodes.OK;
    }

    /** What an operator needs to know at night: what may still be locked, and when that is no longer so. */
    private static String notReleased(List<LeaseEntry> entries, NoGpuException none) {
        String listed = entries.stream().map(LeaseEntry::address).collect(Collectors.joining(", "));
        String what =
                entries.isEmpty() ? "nothing was reset: " : "not released, and still on the lease: " + listed + ": ";
        return what + OneLine.of(none)
                + "; a lock ends when the driver is unloaded or the node reboots; if the driver runs and is only out of"
                + " reach here, " + none.remedy() + ", then run gpu-governor release "
                + (entries.isEmpty() ? "--all again" : "again (run --mode enforce begins with it, too)");
    }
}
