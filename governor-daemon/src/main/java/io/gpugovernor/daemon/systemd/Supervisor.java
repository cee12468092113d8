package io.gpugovernor.daemon.systemd;

import java.util.Map;

/**
 * Who started this process, and may want to hear of it.
 *
 * @param environment of this process; names the service manager, if there is one
 * @param pid of this process
 */
public record Supervisor(Map<String, String> environment, long pid) {
    /** Nobody is told anything. */
    public static final Supervisor NONE = new Supervisor(Map.of(), 0);

    public Supervisor {
        environment = Map.copyOf(environment);
    }

    /** The one that started this process. */
    public static Supervisor ofThisProcess() {
        return new Supervisor(System.getenv(), ProcessHandle.current().pid());
    }
}
