package io.gpugovernor.daemon.doctor;

/**
 * What this process may do, as far as the kernel tells. NVIDIA's kernel module lets those set clocks who have {@code
 * CAP_SYS_ADMIN} in the initial user namespace; root has it unless it was taken away, as containers do.
 */
public sealed interface Privilege {
    /** It could not be read. */
    record Unknown(String reason) implements Privilege {}

    /**
     * As the kernel lists it.
     *
     * @param effectiveUser the user id that counts; 0 is root
     * @param sysAdmin whether {@code CAP_SYS_ADMIN} is effective
     * @param initialNamespace whether the user namespace is the machine's own
     */
    record Known(long effectiveUser, boolean sysAdmin, boolean initialNamespace) implements Privilege {
        boolean mayProbablySet() {
            return sysAdmin && initialNamespace;
        }
    }
}
