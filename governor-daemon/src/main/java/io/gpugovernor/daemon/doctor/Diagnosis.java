package io.gpugovernor.daemon.doctor;

import java.util.Comparator;
import java.util.List;

/**
 * Everything that was found out.
 *
 * @param findings at least one, in the order of their topics
 */
public record Diagnosis(List<Finding> findings) {
    /** @throws IllegalArgumentException if there is no finding: silence is no diagnosis */
    public Diagnosis {
        findings =
                findings.stream().sorted(Comparator.comparing(Finding::topic)).toList();
        if (findings.isEmpty()) {
            throw new IllegalArgumentException("a diagnosis needs at least one finding");
        }
    }

    /** The worst status of all findings. */
    public Status status() {
        return findings.stream()
                .map(Finding::status)
                .max(Comparator.naturalOrder())
                .orElse(Status.OK);
    }

    public Verdict verdict() {
        List<Topic> problems = findings.stream()
                .filter(finding -> finding.status() == Status.PROBLEM)
                .map(Finding::topic)
                .toList();
        if (problems.contains(Topic.POLICY)) {
            return Verdict.POLICY_INVALID;
        } else if (problems.stream().anyMatch(topic -> topic != Topic.PERMISSION)) {
            return Verdict.NO_GPU;
        }
        return problems.isEmpty() ? Verdict.FINE : Verdict.NO_PERMISSION;
    }
}
