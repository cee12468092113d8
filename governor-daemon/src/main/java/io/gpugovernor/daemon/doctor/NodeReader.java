package io.gpugovernor.daemon.doctor;

import io.gpugovernor.core.model.Reading;
import io.gpugovernor.nvml.GpuLane;
import io.gpugovernor.nvml.NvmlException;
import io.gpugovernor.nvml.NvmlGpu;
import io.gpugovernor.nvml.NvmlNode;
import io.gpugovernor.nvml.NvmlSession;
import io.gpugovernor.nvml.binding.LibraryResult;
import io.gpugovernor.nvml.binding.LibrarySearch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads a node's facts. It makes reading calls only, each under a deadline where the driver could hang. */
public final class NodeReader {
    /** A cold driver without persistence needs seconds to start. */
    private static final Duration START = Duration.ofSeconds(20);

    /** The slowest of these calls takes microseconds on a healthy GPU; after a miss the GPU is not asked again. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** Where NVIDIA's kernel module says which it is. */
    private static final Path KERNEL_MODULE = Path.of("/proc/driver/nvidia/version");

    private static final String FIRST_FUNCTION = "nvmlInit_v2";

    private NodeReader() {}

    /** @param configured the operator's library, or empty for the usual places */
    public static NodeFacts read(Optional<String> configured) {
        Privilege privilege = PrivilegeReader.ofThisProcess();
        LibraryResult result = LibrarySearch.find(configured);
        if (!(result instanceof LibraryResult.Found found)) {
            return new NodeFacts(
                    new LibraryFacts(configured, Optional.empty(), false, result.failed()),
                    new DriverFacts.NotTried(),
                    privilege);
        }
        boolean nvml = found.library().has(FIRST_FUNCTION);
        LibraryFacts library =
                new LibraryFacts(configured, Optional.of(found.library().location()), nvml, found.failed());
        return new NodeFacts(library, nvml ? driver(found) : new DriverFacts.NotTried(), privilege);
    }

    /** Why the driver is certain to let this process set no clock, with the remedy; empty if that is not certain. */
    public static Optional<String> refusalToSet(NvmlNode node) {
        return Preflight.refusal(
                PrivilegeReader.ofThisProcess(), kernelModule(), version(node, NvmlSession::driverVersion));
    }

    /** The driver's version, where it tells. */
    public static Reading<String> driver(NvmlNode node) {
        return version(node, NvmlSession::driverVersion);
    }

    /** What the loaded kernel module says of itself; empty if there is none, or it cannot be read. */
    private static String kernelModule() {
        try {
            return Files.readString(KERNEL_MODULE);
        } catch (IOException none) {
            return "";
        }
    }

    private static DriverFacts driver(LibraryResult.Found found) {
        try {
            NvmlNode node = NvmlNode.open(found.library(), START);
            DriverFacts facts = facts(node);
            // Closing asks the driver too, on this thread; one that hangs is left to the end of the process.
            if (node.gpus().stream().noneMatch(GpuLane::isStuck)) {
                node.close();
            }
            return facts;
        } catch (NvmlException e) {
            return new DriverFacts.Failed(e.status(), String.valueOf(e.getMessage()));
        }
    }

    private static DriverFacts facts(NvmlNode node) {
        return new DriverFacts.Started(
                version(node, NvmlSession::driverVersion),
                version(node, NvmlSession::nvmlVersion),
                node.gpus().stream().map(NodeReader::gpu).toList(),
                node.unreadable());
    }

    private static GpuFacts gpu(GpuLane gpu) {
        return new GpuFacts(
                gpu.id(),
                gpu.ask(NvmlGpu::clockTable, ANSWER),
                gpu.ask(NvmlGpu::persistence, ANSWER),
                gpu.ask(NvmlGpu::mig, ANSWER),
                gpu.ask(NvmlGpu::virtualization, ANSWER),
                gpu.ask(NvmlGpu::enforcedPowerLimit, ANSWER),
                gpu.ask(NvmlGpu::defaultPowerLimit, ANSWER),
                gpu.ask(NvmlGpu::powerLimitRange, ANSWER),
                gpu.ask(NvmlGpu::processes, ANSWER));
    }

    private interface Version {
        String of(NvmlSession session) throws NvmlException;
    }

    /** Asked on a GPU's thread, where there is a GPU, because that thread may hang and this one may not. */
    private static Reading<String> version(NvmlNode node, Version version) {
        Function<NvmlGpu, Reading<String>> ask = gpu -> version(node.session(), version);
        List<GpuLane> gpus = node.gpus();
        return gpus.isEmpty() ? version(node.session(), version) : gpus.get(0).ask(ask, ANSWER);
    }

    private static Reading<String> version(NvmlSession session, Version version) {
        try {
            return Reading.of(version.of(session));
        } catch (NvmlException e) {
            return Reading.absent(String.valueOf(e.getMessage()));
        }
    }
}
