package io.gpugovernor.daemon.node;

import io.gpugovernor.core.port.GpuSensor;
import io.gpugovernor.core.telemetry.StepLimits;
import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.nvml.CallLog;
import java.util.List;
import java.util.Set;

/** The GPUs of a node, real or simulated, from which domains get theirs. */
public interface Fleet {
    /**
     * The GPUs of one domain.
     *
     * @throws IllegalArgumentException naming the domain and what does not fit, with the remedy
     */
    DomainGpus assign(DomainConfig domain);

    /** How much the domain's engine takes into one step by the way it was started, looked up now. Any thread may ask. */
    default StepLimits limits(DomainConfig domain) {
        return StepLimits.UNTOLD;
    }

    /**
     * Prepares for another policy, before its domains are assigned GPUs: the node is looked at anew, and GPUs of domains
     * that do not stay are there for others. Nothing is taken from anybody yet; {@link #settle} or {@link #undo} follows.
     *
     * @param mode whether the domains assigned from now on may set clocks: never more than this fleet could from the start
     * @param all every domain of the policy
     * @param staying names of those among them that keep what they have
     */
    default void reassign(Mode mode, List<DomainConfig> all, Set<String> staying) {}

    /** The policy that {@link #reassign} prepared for is in force, and the domains that did not stay have ended. */
    default void settle() {}

    /** The policy before {@link #reassign} stays in force. */
    default void undo() {}

    /** Ends the readings of a domain that is governed no longer, or never was. */
    default void retire(GpuSensor sensor) {}

    /** From now on tells {@code listener} of calls that decisions wait for; simulated GPUs make none. */
    default void tellCallsTo(CallLog listener) {}
}
