package io.gpugovernor.daemon.discover;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** From an engine's address to the process that serves it: a pure function of what the node shows. */
final class Locator {
    private static final String CLOSED = "run as root, or give this process CAP_SYS_PTRACE, or ";

    private final NodeProcesses node;

    Locator(NodeProcesses node) {
        this.node = node;
    }

    Location locate(EngineAddress address) {
        return hindrance().<Location>map(Location.Unknown::new).orElseGet(() -> visible(address));
    }

    /** Why process ids cannot be compared with NVML's at all; empty if they can. */
    private Optional<Refusal> hindrance() {
        return switch (node.visibility()) {
            case WHOLE -> Optional.empty();
            case HIDDEN ->
                Optional.of(new Refusal(
                        "/proc hides the processes of other users (hidepid, ProtectProc=) or is not mounted",
                        CLOSED + Refusal.LIST));
            case NAMESPACE ->
                Optional.of(new Refusal(
                        "this process sees a PID namespace of its own, and NVML tells the machine's process ids",
                        "share the machine's (hostPID: true, --pid=host), or mount its /proc and set "
                                + ProcReader.VARIABLE + ", or " + Refusal.LIST));
            case UNKNOWN ->
                Optional.of(
                        new Refusal("which PID namespace /proc shows cannot be read (ns/pid)", CLOSED + Refusal.LIST));
        };
    }

    private Location visible(EngineAddress address) {
        if (address instanceof EngineAddress.Named named) {
            return Location.unknown(
                    "the engine's host '" + named.host()
                            + "' is a name, and which of its addresses is meant is not known",
                    "write the address of this node or of the container in engine.url, or " + Refusal.LIST);
        }
        List<Listener> listeners = listeners(address);
        if (listeners.isEmpty()) {
            return Location.unknown(
                    "no process of this node listens on " + address,
                    "start the engine before the governor, or correct engine.url; where it is behind a proxy of"
                            + " another node, " + Refusal.LIST);
        }
        Set<String> networks = listeners.stream().map(Listener::network).collect(Collectors.toSet());
        if (networks.size() > 1) {
            return Location.unknown(
                    "in " + networks.size() + " containers somebody listens on " + address,
                    "write the container's own address in engine.url, or " + Refusal.LIST);
        }
        return holder(address, listeners);
    }

    private List<Listener> listeners(EngineAddress address) {
        if (address instanceof EngineAddress.Socket socket) {
            return node.listeners().stream()
                    .filter(one ->
                            one instanceof Listener.Unix unix && unix.path().equals(socket.path()))
                    .toList();
        }
        EngineAddress.Tcp tcp = (EngineAddress.Tcp) address;
        List<Listener.Tcp> onPort = node.listeners().stream()
                .filter(Listener.Tcp.class::isInstance)
                .map(Listener.Tcp.class::cast)
                .filter(one -> one.port() == tcp.port())
                .toList();
        if (tcp.host().isPresent()) {
            return onPort.stream()
                    .filter(one -> serves(one, tcp.host().get()))
                    .<Listener>map(one -> one)
                    .toList();
        }
        List<Listener> own = onPort.stream()
                .filter(one -> one.network().equals(node.ownNetwork()))
                .filter(one ->
                        one.address().isAnyLocalAddress() || one.address().isLoopbackAddress())
                .<Listener>map(one -> one)
                .toList();
        // A port that is published by address translation shows inside the container only.
        return own.isEmpty()
                ? onPort.stream()
                        .filter(this::isElsewhere)
                        .<Listener>map(one -> one)
                        .toList()
                : own;
    }

    private boolean serves(Listener.Tcp listener, InetAddress host) {
        return node.addresses().getOrDefault(listener.network(), Set.of()).contains(host)
                && (listener.address().isAnyLocalAddress() || listener.address().equals(host));
    }

    private boolean isElsewhere(Listener.Tcp listener) {
        return !listener.network().equals(node.ownNetwork())
                && !listener.address().isLoopbackAddress();
    }

    private Location holder(EngineAddress address, List<Listener> listeners) {
        List<ProcessFacts> holders = node.roots(listeners.stream()
                .flatMap(listener -> node.holders(listener).stream())
                // The service manager holds the sockets of services that it starts on demand.
                .filter(process -> process.pid() != 1)
                .distinct()
                .toList());
        if (holders.isEmpty()) {
            return Location.unknown(
                    "somebody listens on " + address + ", but no process is seen to hold it"
                            + (node.closed() > 0 ? ": " + node.closed() + " do not show what they have open" : ""),
                    CLOSED + Refusal.LIST);
        }
        if (holders.size() > 1) {
            return Location.unknown(
                    holders.stream().map(ProcessFacts::toString).collect(Collectors.joining(" and "))
                            + " both listen on " + address,
                    "give each engine a port of its own, or " + Refusal.LIST);
        }
        ProcessFacts server = holders.get(0);
        String evidence = server + " listens on " + address;
        Optional<EngineAddress> behind = PublishedPort.behind(server);
        if (behind.isEmpty()) {
            return new Location.Served(server, evidence);
        }
        Location inside = visible(behind.get());
        return inside instanceof Location.Served served
                ? new Location.Served(served.server(), evidence + " for a container, where " + served.evidence())
                : inside;
    }
}
