package io.gpugovernor.daemon.http;

import java.util.List;

/** Whether the daemon is alive, and whether it does its work. Each answer is a list of what is wrong, empty if nothing. */
public interface Health {
    /** Why the loop counts as dead; a supervisor may restart the daemon for it. */
    List<String> notAlive();

    /** Why the GPUs are not governed now; no cause to restart. */
    List<String> notReady();
}
