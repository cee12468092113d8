package io.gpugovernor.daemon.doctor;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.daemon.config.PolicyFile;
import io.gpugovernor.daemon.config.PolicyLoader;
import io.gpugovernor.daemon.config.PolicyResult;
import io.gpugovernor.nvml.GpuProcess;
import io.gpugovernor.nvml.PowerRange;
import io.gpugovernor.nvml.Virtualization;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Nodes to examine, healthy unless said otherwise. */
final class Nodes {
    static final Privilege ALLOWED = new Privilege.Known(0, true, true);
    static final Privilege UNPRIVILEGED = new Privilege.Known(1000, false, true);

    private Nodes() {}

    static NodeFacts with(GpuFacts... gpus) {
        return with(ALLOWED, gpus);
    }

    static NodeFacts with(Privilege privilege, GpuFacts... gpus) {
        return new NodeFacts(found(), started(List.of(gpus), List.of()), privilege);
    }

    static LibraryFacts found() {
        return new LibraryFacts(Optional.empty(), Optional.of("/usr/lib/libnvidia-ml.so.1"), true, List.of());
    }

    static DriverFacts started(List<GpuFacts> gpus, List<String> unreadable) {
        return new DriverFacts.Started(Reading.of("580.159.03"), Reading.of("13.580.159.03"), gpus, unreadable);
    }

    static GpuFacts gpu(int index) {
        return gpu(index, false, Virtualization.NONE, true, List.of(4242L));
    }

    static GpuFacts migGpu(int index) {
        return gpu(index, true, Virtualization.NONE, true, List.of());
    }

    static GpuFacts gpu(int index, boolean mig, Virtualization mode, boolean persistence, List<Long> processes) {
        return new GpuFacts(
                id(index),
                Reading.of(ClockTable.evenly(new Megahertz(345), new Megahertz(1980), 15)),
                Reading.of(persistence),
                Reading.of(mig),
                Reading.of(mode),
                Reading.of(new Watts(700)),
                Reading.of(new Watts(700)),
                Reading.of(new PowerRange(new Watts(200), new Watts(700))),
                Reading.of(processes.stream().map(GpuProcess::new).toList()));
    }

    /** A GPU that can be identified and answers nothing else. */
    static GpuFacts lost(int index) {
        String reason = "GPU " + index + ": it: GPU is lost (NVML status 15)";
        return new GpuFacts(
                id(index),
                Reading.absent(reason),
                Reading.absent(reason),
                Reading.absent(reason),
                Reading.absent(reason),
                Reading.absent(reason),
                Reading.absent(reason),
                Reading.absent(reason),
                Reading.absent(reason));
    }

    static GpuFacts limitedTo(double watts, int index) {
        GpuFacts gpu = gpu(index);
        return new GpuFacts(
                gpu.id(),
                gpu.clocks(),
                gpu.persistence(),
                gpu.mig(),
                gpu.virtualization(),
                Reading.of(new Watts(watts)),
                gpu.defaultLimit(),
                gpu.limits(),
                gpu.processes());
    }

    static GpuId id(int index) {
        return new GpuId(index, uuid(index), "00000000:" + (index + 1) + "B:00.0", "NVIDIA H100 80GB HBM3");
    }

    static String uuid(int index) {
        return "GPU-0d0b1e00-0000-4000-8000-00000000000" + index;
    }

    /** A policy of that mode whose domains {@code a}, {@code b}, … have these {@code gpus}. */
    static Optional<PolicyFile> policy(String mode, String... gpus) {
        StringBuilder text = new StringBuilder("apiVersion: gpu-governor/v1\nmode: " + mode + "\ndomains:\n");
        for (int i = 0; i < gpus.length; i++) {
            text.append("  - {name: ")
                    .append((char) ('a' + i))
                    .append(", engine: {url: \"http://127.0.0.1:800")
                    .append(i)
                    .append("\"}, gpus: ")
                    .append(gpus[i])
                    .append("}\n");
        }
        PolicyResult result = PolicyLoader.parse(text.toString(), Path.of("/"));
        if (result instanceof PolicyResult.Loaded loaded) {
            return Optional.of(loaded.policy());
        }
        throw new AssertionError(result);
    }
}
