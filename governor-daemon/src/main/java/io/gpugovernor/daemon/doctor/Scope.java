package io.gpugovernor.daemon.doctor;

import io.gpugovernor.core.model.GpuId;
import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.daemon.config.GpuSelection;
import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.config.PolicyFile;
import java.util.List;
import java.util.Optional;

/**
 * What is to be governed.
 *
 * @param policy the operator's; empty to ask about the node as such, every GPU of it
 */
record Scope(Optional<PolicyFile> policy) {
    /** What a GPU is to the policy. */
    enum Role {
        /** A domain names it: what hinders it hinders the domain. */
        NAMED,
        /** It may turn out to be governed. */
        CANDIDATE,
        /** It is left alone. */
        OUTSIDE
    }

    List<DomainConfig> domains() {
        return policy.map(PolicyFile::domains).orElse(List.of());
    }

    Optional<Mode> mode() {
        return policy.map(PolicyFile::mode);
    }

    Role of(GpuId gpu) {
        if (domains().stream().anyMatch(domain -> names(domain, gpu))) {
            return Role.NAMED;
        }
        boolean open =
                policy.isEmpty() || domains().stream().anyMatch(domain -> domain.gpus() instanceof GpuSelection.Auto);
        return open ? Role.CANDIDATE : Role.OUTSIDE;
    }

    static boolean names(DomainConfig domain, GpuId gpu) {
        return domain.gpus() instanceof GpuSelection.Listed listed
                && listed.gpus().stream().anyMatch(selector -> selector.matches(gpu));
    }
}
