package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.config.NvmlConfig;
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
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the node's GPUs for a command, with failures as exit codes. */
final class RealGpus {
    private static final Logger LOG = LoggerFactory.getLogger(RealGpus.class);
    /** A driver without persistence has to wake every GPU first. */
    private static final Duration DRIVER_START = Duration.ofSeconds(30);

    private RealGpus() {}

    /** The node's GPUs; in observe mode nothing that could write is made. */
    static NvmlFleet fleet(NvmlConfig config, Mode mode, SystemTime time) {
        NvmlNode node = node(config);
        Optional<Enforcement> enforcement = mode == Mode.ENFORCE ? Optional.of(enforcement(node)) : Optional.empty();
        return new NvmlFleet(node, enforcement, time);
    }

    /** The driver's GPUs, for reading. */
    static NvmlNode node(NvmlConfig config) {
        try {
            NvmlNode node =
                    NvmlNode.open(config.overriddenBy(System.getenv()).library().map(Path::toString), DRIVER_START);
            if (node.gpus().isEmpty()) {
                node.close();
                throw new CommandFailure(
                        ExitCodes.NO_GPU,
                        "no GPU: the driver lists none; to try the daemon without, add --simulated-gpus");
            }
            node.unreadable().forEach(line -> LOG.warn("{}", line));
            return node;
        } catch (NvmlException unreachable) {
            throw new CommandFailure(
                    ExitCodes.NO_GPU,
                    "no GPU: " + OneLine.of(unreachable)
                            + "; see that nvidia-smi works, or, to try the daemon without, add --simulated-gpus"
                            + " h100-llama-8b");
        }
    }

    /** The right to write, after releasing what a dead daemon left. */
    static Enforcement enforcement(NvmlNode node) {
        Enforcement enforcement = new Enforcement(new ClockWriter(node.session().library()), lease());
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
