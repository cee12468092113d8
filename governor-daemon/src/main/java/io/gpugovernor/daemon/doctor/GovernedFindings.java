package io.gpugovernor.daemon.doctor;

import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.daemon.config.GpuSelection;
import io.gpugovernor.daemon.config.GpuSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What would be governed on a node that has GPUs. */
final class GovernedFindings {
    private GovernedFindings() {}

    static List<Finding> of(List<GpuFacts> gpus, Scope scope) {
        if (scope.policy().isEmpty()) {
            return List.of(usable(gpus, "without a policy file, every GPU that can be governed:"));
        }
        List<Finding> findings = new ArrayList<>();
        for (DomainConfig domain : scope.domains()) {
            if (domain.gpus() instanceof GpuSelection.Listed listed) {
                findings.addAll(listed(domain, listed, gpus));
            } else {
                findings.add(usable(
                        gpus, "domain " + domain.name() + ": the GPUs on which its engine is found running, out of"));
            }
        }
        findings.addAll(sharedGpus(gpus, scope));
        return findings;
    }

    private static Finding usable(List<GpuFacts> gpus, String which) {
        List<Integer> usable = gpus.stream()
                .filter(Hindrances::none)
                .map(gpu -> gpu.id().index())
                .toList();
        return usable.isEmpty()
                ? Finding.problem(
                        Topic.GOVERNED,
                        "none of the GPUs can be governed",
                        "mend what is said above about clocks, MIG or virtualization")
                : Finding.ok(Topic.GOVERNED, which + " GPU " + join(usable));
    }

    private static List<Finding> listed(DomainConfig domain, GpuSelection.Listed listed, List<GpuFacts> gpus) {
        List<Finding> findings = new ArrayList<>();
        for (GpuSelector selector : listed.gpus()) {
            if (gpus.stream().noneMatch(gpu -> selector.matches(gpu.id()))) {
                findings.add(Finding.problem(
                        Topic.GOVERNED,
                        "domain " + domain.name() + " names GPU " + selector + ", which this node does not show",
                        "correct the domain's gpus; here are " + known(selector, gpus)));
            }
        }
        List<Integer> found = gpus.stream()
                .filter(gpu -> Scope.names(domain, gpu.id()))
                .map(gpu -> gpu.id().index())
                .toList();
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    Topic.GOVERNED, "domain " + domain.name() + ": GPU " + join(found) + ", all that it names"));
        }
        return findings;
    }

    /** The GPUs of the node, in the operator's own kind of name. */
    private static String known(GpuSelector selector, List<GpuFacts> gpus) {
        return gpus.stream()
                .map(GpuFacts::id)
                .map(gpu -> selector instanceof GpuSelector.ByUuid
                        ? gpu.uuid()
                        : selector instanceof GpuSelector.ByPciBusId ? gpu.pciBusId() : String.valueOf(gpu.index()))
                .collect(Collectors.joining(", "));
    }

    /** Two names may mean one GPU, which shows only here, where the GPU is known. */
    private static List<Finding> sharedGpus(List<GpuFacts> gpus, Scope scope) {
        List<Finding> findings = new ArrayList<>();
        for (GpuFacts gpu : gpus) {
            List<String> owners = scope.domains().stream()
                    .filter(domain -> Scope.names(domain, gpu.id()))
                    .map(DomainConfig::name)
                    .toList();
            if (owners.size() > 1) {
                findings.add(Finding.problem(
                                Topic.GOVERNED,
                                "domains " + String.join(" and ", owners) + " both name it",
                                "leave it to one of them: a GPU has one clock")
                        .on(List.of(gpu.id().index())));
            }
        }
        return findings;
    }

    private static String join(List<Integer> indices) {
        return indices.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
