package io.gpugovernor.daemon.discover;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One process, as the kernel shows it.
 *
 * @param parent id of the process that started it; 0 if that is not shown
 * @param name at most 15 characters
 * @param command the command line, program first; empty if it has none
 * @param group path of its control group; empty if it is not shown
 * @param network its network namespace; empty if this user may not know it
 * @param sockets inodes of the listening sockets it holds
 * @param closed whether this user may not see what it has open
 */
record ProcessFacts(
        long pid,
        long parent,
        String name,
        List<String> command,
        String group,
        Optional<String> network,
        Set<Long> sockets,
        boolean closed) {
    ProcessFacts {
        command = List.copyOf(command);
        sockets = Set.copyOf(sockets);
    }

    @Override
    public String toString() {
        return "process " + pid + " (" + name + ")";
    }
}
