package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.config.NvmlConfig;
import io.gpugovernor.daemon.config.PolicyFile;
import io.gpugovernor.daemon.discover.GpuFinder;
import io.gpugovernor.daemon.discover.ProcReader;
import io.gpugovernor.daemon.doctor.NodeReader;
import io.gpugovernor.daemon.lease.AbandonedLease;
import io.gpugovernor.daemon.lease.Acquisition;
import io.gpugovernor.daemon.lease.Lease;
import io.gpugovernor.daemon.lease.Leftovers;
import io.gpugovernor.daemon.lease.Owner;
import io.gpugovernor.daemon.lease.RunDirectory;
import io.gpugovernor.daemon.node.Enforcement;
import io.gpugovernor.daemon.node.NvmlFleet;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.nvml.ClockWriter;
import io.gpugovernor.nvml.NvmlException;
import io.gpugovernor.nvml.NvmlNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the node's GPUs for a command, with failures as exit codes. */
final class RealGpus {
    private static final Logger LOG = LoggerFactory.getLogger(RealGpus.class);
    /** A driver without persistence has to wake every GPU first. */
    private static final Duration DRIVER_START = Duration.ofSeconds(30);

    private RealGpus() {}

    /**
     * The node's GPUs; in observe mode nothing that could write is made.
     *
     * @param forbidden told if the driver's first answer is that this process may not set clocks
     */
    static NvmlFleet fleet(PolicyFile policy, Mode mode, SystemTime time, Consumer<String> forbidden) {
        return fleet(toGovern(policy.nvml()), policy.domains(), mode, time, forbidden);
    }

    /**
     * As {@link #fleet(PolicyFile, Mode, SystemTime, Consumer)}.
     *
     * @param node becomes the fleet's to close
     * @param domains all that share it
     */
    static NvmlFleet fleet(
            NvmlNode node, List<DomainConfig> domains, Mode mode, SystemTime time, Consumer<String> forbidden) {
        GpuFinder finder = new GpuFinder(ProcReader.in(System.getenv()), domains);
        if (mode == Mode.OBSERVE) {
            AbandonedLease.in(RunDirectory.in(System.getenv()))
                    .ifPresent(lease -> LOG.warn("{}; {}", lease.sentence(), lease.remedy()));
            return new NvmlFleet(node, Optional.empty(), time, finder);
        }
        NodeReader.refusalToSet(node).ifPresent(refusal -> {
            throw notPermitted(refusal);
        });
        return new NvmlFleet(node, Optional.of(enforcement(node, forbidden)), time, finder);
    }

    /** The node's GPUs, for reading. */
    static NvmlNode node(NvmlConfig config) throws NoGpuException {
        try {
            NvmlNode node =
                    NvmlNode.open(config.overriddenBy(System.getenv()).library().map(Path::toString), DRIVER_START);
            if (!node.gpus().isEmpty()) {
                node.unreadable().forEach(line -> LOG.warn("{}", line));
                return node;
            }
            node.close();
            throw node.unreadable().isEmpty()
                    ? new NoGpuException(
                            "the driver lists none", "see nvidia-smi -L, and in a container that GPUs are passed in")
                    : new NoGpuException(
                            "none that the driver lists can be read: " + String.join("; ", node.unreadable()),
                            "see the kernel log (dmesg) for Xid lines, and reset the GPUs or reboot");
        } catch (NvmlException unreachable) {
            throw new NoGpuException(OneLine.of(unreachable), "see that nvidia-smi works");
        }
    }

    /** @param why one line with its remedy */
    static CommandFailure notPermitted(String why) {
        return new CommandFailure(ExitCodes.NO_PERMISSION, "not permitted to set clocks: " + why);
    }

    private static NvmlNode toGovern(NvmlConfig config) {
        return node(config, ", or, to try the daemon without, add --simulated-gpus h100-llama-8b");
    }

    /** The node's GPUs, under an engine that is to be measured. */
    static NvmlNode toMeasure(NvmlConfig config) {
        return node(config, "; without --url and --config the twin is measured, which needs none");
    }

    private static NvmlNode node(NvmlConfig config, String without) {
        try {
            return node(config);
        } catch (NoGpuException none) {
            throw new CommandFailure(ExitCodes.NO_GPU, "no GPU: " + OneLine.of(none) + "; " + none.remedy() + without);
        }
    }

    /** The right to write, after releasing what a dead daemon left. */
    private static Enforcement enforcement(NvmlNode node, Consumer<String> forbidden) {
        Enforcement enforcement = new Enforcement(new ClockWriter(node.session().library()), lease(), forbidden);
        for (Leftovers.Outcome outcome : enforcement.releaseLeftovers(node)) {
            LOG.warn("leftover lock: {}", outcome.sentence());
        }
        return enforcement;
    }

    /** The node's lease; findings of a damaged one are logged. */
    static Lease lease() {
        Acquisition acquisition =
                Lease.acquire(RunDirectory.in(System.getenv()), Owner.thisProcess(SystemTime::calendar));
        if (acquisition instanceof Acquisition.HeldByOther other) {
            throw new CommandFailure(ExitCodes.FAILURE, other.sentence());
        } else if (acquisition instanceof Acquisition.Unusable unusable) {
            throw new CommandFailure(ExitCodes.FAILURE, unusable.sentence());
        }
        Lease lease = ((Acquisition.Acquired) acquisition).lease();
        lease.leftover().findings().forEach(finding -> LOG.warn("{}", finding));
        return lease;
    }
}
