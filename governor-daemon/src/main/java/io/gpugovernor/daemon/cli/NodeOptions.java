package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.advise.Node;
import io.gpugovernor.sim.advise.Tariff;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.StepPhysics;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The node that serves, and what it costs. */
final class NodeOptions {
    private static final double MOST_WATTS = 10_000;

    @Option(
            names = "--node-gpus",
            paramLabel = "N",
            defaultValue = "8",
            description = "GPUs of the node (default: ${DEFAULT-VALUE}).")
    private int gpus;

    @Option(
            names = "--whole-node",
            description = "The node is rented whole: GPUs that serve nothing are paid for and draw power (default).")
    private boolean whole;

    @Option(names = "--per-gpu", description = "Only GPUs in use are paid for; the others serve somebody else.")
    private boolean perGpu;

    @Option(
            names = "--idle-gpu-power",
            paramLabel = "W",
            description = "Draw of a GPU that serves nothing (default: what the profiles have at their lowest clock).")
    private @Nullable Double idleWatts;

    @Option(names = "--price-energy", paramLabel = "P", description = "Price of a kWh, in any currency.")
    private @Nullable Double energy;

    @Option(names = "--price-gpu", paramLabel = "P", description = "Price of a GPU for an hour, in the same.")
    private @Nullable Double gpu;

    boolean priced() {
        return energy != null || gpu != null;
    }

    void check(List<String> problems) {
        if (whole && perGpu) {
            problems.add("--whole-node and --per-gpu exclude each other; give one of them");
        }
        if (gpus < 1 || gpus > 64) {
            problems.add("--node-gpus lies within 1 and 64, not at " + gpus);
        }
        if (idleWatts != null && !(idleWatts >= 0 && idleWatts <= MOST_WATTS)) {
            problems.add("--idle-gpu-power lies within 0 and 10,000 W, not at " + idleWatts);
        }
        if (!valid(energy) || !valid(gpu)) {
            problems.add("--price-energy and --price-gpu are at least 0");
        }
    }

    private static boolean valid(@Nullable Double price) {
        return price == null || (price >= 0 && Double.isFinite(price));
    }

    /** Checked before. */
    Node node(List<HardwareProfile> hardware) {
        double idle = idleWatts != null
                ? idleWatts
                : hardware.stream().mapToDouble(NodeOptions::leastIdle).min().orElse(0);
        return new Node(gpus, perGpu ? Node.Rental.PER_GPU : Node.Rental.WHOLE_NODE, new Watts(idle));
    }

    int gpus() {
        return gpus;
    }

    Tariff tariff() {
        return new Tariff(energy == null ? 0 : energy, gpu == null ? 0 : gpu);
    }

    private static double leastIdle(HardwareProfile hardware) {
        return new StepPhysics(hardware).idle(hardware.clocks().min()).value() / hardware.gpus();
    }
}
