package io.gpugovernor.daemon.discover;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The processes of a node and what they listen on, at one moment.
 *
 * @param processes by process id
 * @param ownNetwork the network namespace of whoever looked; empty if it is not shown
 * @param addresses the addresses of each network namespace
 */
record NodeProcesses(
        Visibility visibility,
        Map<Long, ProcessFacts> processes,
        List<Listener> listeners,
        String ownNetwork,
        Map<String, Set<InetAddress>> addresses) {
    NodeProcesses {
        processes = Map.copyOf(processes);
        listeners = List.copyOf(listeners);
        addresses = Map.copyOf(addresses);
    }

    Optional<ProcessFacts> process(long pid) {
        return Optional.ofNullable(processes.get(pid));
    }

    /** Those that hold a socket, lowest id first. */
    List<ProcessFacts> holders(Listener listener) {
        return processes.values().stream()
                .filter(process -> process.sockets().contains(listener.inode()))
                .sorted((one, other) -> Long.compare(one.pid(), other.pid()))
                .toList();
    }

    /** How many processes do not show to this user what they hold. */
    long closed() {
        return processes.values().stream().filter(ProcessFacts::closed).count();
    }

    /** {@code roots} and all that they started, directly or not. */
    Set<Long> family(Iterable<ProcessFacts> roots) {
        Set<Long> family = new LinkedHashSet<>();
        Deque<Long> open = new ArrayDeque<>();
        roots.forEach(root -> open.add(root.pid()));
        while (!open.isEmpty()) {
            long pid = open.removeFirst();
            if (family.add(pid)) {
                processes.values().stream()
                        .filter(process -> process.parent() == pid)
                        .forEach(child -> open.add(child.pid()));
            }
        }
        return family;
    }

    /** The members of {@code group} that none of the others started. */
    List<ProcessFacts> roots(List<ProcessFacts> group) {
        List<ProcessFacts> roots = new ArrayList<>();
        for (ProcessFacts one : group) {
            boolean started = group.stream()
                    .anyMatch(other ->
                            other.pid() != one.pid() && family(List.of(other)).contains(one.pid()));
            if (!started) {
                roots.add(one);
            }
        }
        return roots;
    }
}
