package io.gpugovernor.daemon.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** What each GPU's own readings come to. GPUs of which the same can be said share a finding. */
final class GpuFindings {
    private static final List<BiFunction<GpuFacts, Scope.Role, Finding>> QUESTIONS = List.of(
            (gpu, role) -> Hindrances.clocks(gpu.clocks(), role),
            (gpu, role) -> GpuRemarks.persistence(gpu.persistence()),
            (gpu, role) -> Hindrances.mig(gpu.mig(), role),
            (gpu, role) -> Hindrances.virtualization(gpu.virtualization(), role),
            (gpu, role) -> GpuRemarks.powerLimit(gpu.enforcedLimit(), gpu.defaultLimit(), gpu.limits()),
            (gpu, role) -> GpuRemarks.processes(gpu.processes(), role));

    private GpuFindings() {}

    static List<Finding> of(List<GpuFacts> gpus, Scope scope) {
        Map<Finding, List<Integer>> shared = new LinkedHashMap<>();
        for (BiFunction<GpuFacts, Scope.Role, Finding> question : QUESTIONS) {
            for (GpuFacts gpu : gpus) {
                shared.computeIfAbsent(question.apply(gpu, scope.of(gpu.id())), finding -> new ArrayList<>())
                        .add(gpu.id().index());
            }
        }
        return shared.entrySet().stream()
                .map(entry -> entry.getKey().on(entry.getValue()))
                .toList();
    }
}
