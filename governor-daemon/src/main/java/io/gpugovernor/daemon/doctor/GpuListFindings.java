package io.gpugovernor.daemon.doctor;

import io.gpugovernor.core.model.GpuId;
import java.util.ArrayList;
import java.util.List;

/** Which GPUs there are. */
final class GpuListFindings {
    private GpuListFindings() {}

    static List<Finding> of(DriverFacts.Started node) {
        List<Finding> findings = new ArrayList<>();
        for (GpuFacts gpu : node.gpus()) {
            findings.add(Finding.ok(Topic.GPUS, describe(gpu.id()))
                    .on(List.of(gpu.id().index())));
        }
        for (String line : node.unreadable()) {
            findings.add(Finding.warning(
                    Topic.GPUS,
                    line,
                    "see nvidia-smi and the kernel log (dmesg) for Xid lines; reset the GPU or reboot"));
        }
        if (node.gpus().isEmpty()) {
            findings.add(
                    Finding.problem(
                            Topic.GPUS,
                            "the driver runs, but no GPU can be governed: it shows none that can be identified",
                            "see nvidia-smi -L and lspci; in a container, pass the GPUs in (--gpus all, NVIDIA_VISIBLE_DEVICES)"));
        }
        return findings;
    }

    private static String describe(GpuId gpu) {
        return gpu.model() + ", " + gpu.uuid() + ", PCI " + gpu.pciBusId();
    }
}
