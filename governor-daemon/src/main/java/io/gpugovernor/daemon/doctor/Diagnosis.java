package io.gpugovernor.daemon.doctor;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** What it comes to, in one sentence for people who do not read all of the above. */
    public String conclusion() {
        String trouble = Stream.of(count(Status.PROBLEM, "problem"), count(Status.WARNING, "warning"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" and "));
        long many = findings.stream()
                .filter(finding -> finding.status() != Status.OK)
                .count();
        String remedies = many == 1 ? ", with its remedy above" : ", each with its remedy above";
        return switch (verdict()) {
            case FINE -> "Fine: nothing stands in the way" + (many == 0 ? "." : "; " + trouble + remedies + ".");
            case POLICY_INVALID ->
                "Not yet: " + trouble + " in the policy file" + remedies + "; nothing else was examined.";
            case NO_GPU, NO_PERMISSION -> "Not yet: " + trouble + remedies + ".";
        };
    }

    /** How many findings have the status; empty if none has. */
    private Optional<String> count(Status status, String noun) {
        long count =
                findings.stream().filter(finding -> finding.status() == status).count();
        return count == 0 ? Optional.empty() : Optional.of(count + " " + noun + (count == 1 ? "" : "s"));
    }
}
