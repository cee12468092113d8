package io.gpugovernor.daemon.node;

import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.nvml.CallLog;

/** The GPUs of a node, real or simulated, from which domains get theirs. */
public interface Fleet {
    /**
     * The GPUs of one domain.
     *
     * @throws IllegalArgumentException naming the domain and what does not fit, with the remedy
     */
    DomainGpus assign(DomainConfig domain);

    /** From now on tells {@code listener} of calls that decisions wait for; simulated GPUs make none. */
    default void tellCallsTo(CallLog listener) {}
}
