package io.gpugovernor.daemon.doctor;

import io.gpugovernor.daemon.config.PolicyFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From facts to findings: a pure function. */
public final class Doctor {
    private Doctor() {}

    /** @param policy what is to be governed; empty to ask about the node as such */
    public static Diagnosis diagnose(NodeFacts facts, Optional<PolicyFile> policy) {
        Scope scope = new Scope(policy);
        List<Finding> findings = new ArrayList<>();
        findings.add(LibraryFindings.of(facts.library()));
        findings.add(PermissionFindings.of(facts.privilege(), scope.mode()));
        DriverFindings.of(facts.driver()).ifPresent(findings::add);
        if (facts.driver() instanceof DriverFacts.Started started) {
            findings.addAll(GpuListFindings.of(started));
            findings.addAll(GpuFindings.of(started.gpus(), scope));
            if (!started.gpus().isEmpty()) {
                findings.addAll(GovernedFindings.of(started.gpus(), scope));
            }
        }
        return new Diagnosis(findings);
    }
}
