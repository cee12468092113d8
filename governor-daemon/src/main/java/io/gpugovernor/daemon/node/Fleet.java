package io.gpugovernor.daemon.node;

import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.nvml.CallLog;
import java.util.OptionalInt;

/** The GPUs of a node, real or simulated, from which domains get theirs. */
public interface Fleet {
    /**
     * The GPUs of one domain.
     *
     * @throws IllegalArgumentException naming the domain and what does not fit, with the remedy
     */
    DomainGpus assign(DomainConfig domain);

    /** Most tokens that the domain's engine computes in one step; empty if that is not known. */
    default OptionalInt stepTokens(DomainConfig domain) {
        return OptionalInt.empty();
    }

    /** From now on tells {@code listener} of calls that decisions wait for; simulated GPUs make none. */
    default void tellCallsTo(CallLog listener) {}
}
