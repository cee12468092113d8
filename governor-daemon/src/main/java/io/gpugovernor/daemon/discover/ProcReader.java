package io.gpugovernor.daemon.discover;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the processes of a node. Processes that end meanwhile are left out; nothing is thrown. */
public final class ProcReader {
    /** Names another place than {@code /proc}, such as the host's where a container has it mounted. */
    public static final String VARIABLE = "GPU_GOVERNOR_PROC_DIR";

    /** The inode of the machine's first PID namespace, PROC_PID_INIT_INO of the kernel. */
    private static final String FIRST_NAMESPACE = "pid:[4026531836]";

    /** A command line longer than this is cut off: an engine's has a few kilobytes. */
    private static final int MOST_COMMAND = 64 << 10;

    private static final Pattern PID = Pattern.compile("[1-9]\\d{0,9}");
    /** The name may hold anything, so what follows is found from its end. */
    private static final Pattern STAT = Pattern.compile("(?s)\\d+ \\((.*)\\) \\S (\\d{1,10}) .*");

    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d{1,19})]");

    private final Path root;

    /** @param root where proc(5) is mounted */
    public ProcReader(Path root) {
        this.root = root;
    }

    /** The place {@code environment} names, else {@code /proc}. */
    public static ProcReader in(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "").strip();
        return new ProcReader(Path.of(named.isEmpty() ? "/proc" : named));
    }

    NodeProcesses read() {
        List<Path> folders = folders();
        Map<String, Path> networks = new LinkedHashMap<>();
        String own = link(root.resolve("self/ns/net")).orElse("");
        networks.put(own, root.resolve("self"));
        for (Path folder : folders) {
            link(folder.resolve("ns/net")).ifPresent(network -> networks.putIfAbsent(network, folder));
        }
        List<Listener> listeners = new ArrayList<>();
        Map<String, Set<InetAddress>> addresses = new HashMap<>();
        networks.forEach((network, folder) -> {
            Path net = folder.resolve("net");
            listeners.addAll(NetTables.tcp(network, text(net.resolve("tcp"))));
            listeners.addAll(NetTables.tcp(network, text(net.resolve("tcp6"))));
            listeners.addAll(NetTables.unix(network, text(net.resolve("unix"))));
            addresses.put(network, NetTables.addresses(text(net.resolve("fib_trie"))));
        });
        Set<Long> wanted = new HashSet<>();
        listeners.forEach(listener -> wanted.add(listener.inode()));
        Map<Long, ProcessFacts> processes = new HashMap<>();
        folders.forEach(folder -> process(folder, wanted).ifPresent(read -> processes.put(read.pid(), read)));
        return new NodeProcesses(visibility(), processes, listeners, own, addresses);
    }

    private Visibility visibility() {
        Path first = root.resolve("1");
        if (!Files.isReadable(first.resolve("stat"))) {
            return Visibility.HIDDEN;
        }
        // The first process tells the namespace of this mount; who may not ask it can tell his own at least.
        return link(first.resolve("ns/pid"))
                .or(() -> link(root.resolve("self/ns/pid")))
                .map(namespace -> namespace.equals(FIRST_NAMESPACE) ? Visibility.WHOLE : Visibility.NAMESPACE)
                .orElse(Visibility.UNKNOWN);
    }

    private List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(
                root, entry -> PID.matcher(entry.getFileName().toString()).matches())) {
            all.forEach(folders::add);
        } catch (IOException | DirectoryIteratorException unreadable) {
            folders.clear();
        }
        return folders;
    }

    private static Optional<ProcessFacts> process(Path folder, Set<Long> wanted) {
        Matcher stat = STAT.matcher(text(folder.resolve("stat")));
        if (!stat.matches()) {
            return Optional.empty();
        }
        Optional<Set<Long>> sockets = sockets(folder.resolve("fd"), wanted);
        return Optional.of(new ProcessFacts(
                Long.parseLong(folder.getFileName().toString()),
                Long.parseLong(stat.group(2)),
                stat.group(1),
                command(folder.resolve("cmdline")),
                ControlGroup.path(text(folder.resolve("cgroup"))),
                link(folder.resolve("ns/net")),
                sockets.orElse(Set.of()),
                sockets.isEmpty()));
    }

    private static Optional<Set<Long>> sockets(Path descriptors, Set<Long> wanted) {
        Set<Long> held = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : all) {
                Matcher socket = SOCKET.matcher(link(descriptor).orElse(""));
                if (socket.matches() && wanted.contains(Long.parseLong(socket.group(1)))) {
                    held.add(Long.parseLong(socket.group(1)));
                }
            }
            return Optional.of(held);
        } catch (IOException | DirectoryIteratorException closed) {
            return Optional.empty();
        }
    }

    private static List<String> command(Path file) {
        String text = text(file);
        String bounded = text.substring(0, Math.min(text.length(), MOST_COMMAND));
        return bounded.isEmpty() ? List.of() : List.of(bounded.split("\0"));
    }

    private static Optional<String> link(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link).toString());
        } catch (IOException | UnsupportedOperationException unreadable) {
            return Optional.empty();
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
