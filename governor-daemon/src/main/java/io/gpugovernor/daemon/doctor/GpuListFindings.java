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
            findings.add(none(node.unreadable().size()));
        }
        return findings;
    }

    private static Finding none(int unreadable) {
        return unreadable == 0
                ? Finding.problem(
                        Topic.GPUS,
                        "the driver runs and lists no GPU",
                        "see nvidia-smi -L and lspci; in a container, pass the GPUs in (--gpus all,"
                                + " NVIDIA_VISIBLE_DEVICES)")
                : Finding.problem(
                        Topic.GPUS,
                        "the driver lists GPUs, " + unreadable + " in number, and none of them can be read",
                        "see nvidia-smi and the kernel log (dmesg) for Xid lines; reset the GPUs or reboot");
    }

    private static String describe(GpuId gpu) {
        return gpu.model() + ", " + gpu.uuid() + ", PCI " + gpu.pciBusId();
    }
}
