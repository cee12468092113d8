package io.gpugovernor.daemon.node;

import io.gpugovernor.daemon.config.DomainConfig;

/** The GPUs of a node, real or simulated, from which domains get theirs. */
public interface Fleet {
    /**
     * The GPUs of one domain.
     *
     * @throws IllegalArgumentException naming the domain and what does not fit, with the remedy
     */
    DomainGpus assign(DomainConfig domain);
}
