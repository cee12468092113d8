package io.gpugovernor.daemon.discover;

/** Whether process ids mean here what NVML means by them: those of the machine's first PID namespace. */
enum Visibility {
    WHOLE,
    /** The first process is not shown: {@code /proc} hides the processes of other users, or is not mounted. */
    HIDDEN,
    /** Ids are those of a container. */
    NAMESPACE,
    /** The namespace cannot be read. */
    UNKNOWN
}
