package io.gpugovernor.daemon.discover;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Docker publishes a container's port through a process of its own, which says on its command line where it leads. */
final class PublishedPort {
    private static final String PROXY = "docker-proxy";

    private PublishedPort() {}

    /** The address inside the container; empty if {@code process} is no such proxy. */
    static Optional<EngineAddress> behind(ProcessFacts process) {
        if (!process.name().equals(PROXY)) {
            return Optional.empty();
        }
        Optional<InetAddress> host = after("-container-ip", process.command()).flatMap(NetTables::literal);
        Optional<Integer> port = after("-container-port", process.command())
                .filter(text -> text.matches("\\d{1,5}"))
                .map(Integer::valueOf);
        return host.isPresent() && port.isPresent()
                ? Optional.of(new EngineAddress.Tcp(host, port.get()))
                : Optional.empty();
    }

    private static Optional<String> after(String flag, List<String> words) {
        int at = words.indexOf(flag);
        return at < 0 || at + 1 >= words.size() ? Optional.empty() : Optional.of(words.get(at + 1));
    }
}
