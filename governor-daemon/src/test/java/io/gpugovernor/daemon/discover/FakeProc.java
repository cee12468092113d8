package io.gpugovernor.daemon.discover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A tree like that of proc(5), in a folder: processes, what they have open, and the networks they live in. */
public final class FakeProc {
    public static final String HOST = "net:[4026531840]";
    private static final String FIRST_NAMESPACE = "pid:[4026531836]";

    private final Path root;
    private final Map<String, StringBuilder> tcp = new HashMap<>();
    private final Map<String, StringBuilder> unix = new HashMap<>();
    private final Map<String, StringBuilder> addresses = new HashMap<>();
    private final Map<Long, String> networks = new HashMap<>();
    private long inode = 7000;

    /** A node on which the first process is seen, in the machine's own PID namespace. */
    public static FakeProc in(Path root) {
        FakeProc proc = new FakeProc(root);
        proc.link("self/ns/net", HOST);
        proc.link("self/ns/pid", FIRST_NAMESPACE);
        proc.network("self", HOST);
        return proc.process(1, 0, "systemd", "/init.scope", "/sbin/init");
    }

    private FakeProc(Path root) {
        this.root = root;
    }

    public Path root() {
        return root;
    }

    /** A process of the host. */
    public FakeProc process(long pid, long parent, String name, String group, String... command) {
        return inNetwork(pid, parent, name, group, HOST, command);
    }

    /** A process in a network namespace. */
    public FakeProc inNetwork(long pid, long parent, String name, String group, String network, String... command) {
        write(pid + "/stat", pid + " (" + name + ") S " + parent + " 1 1 0 -1 4194560 0");
        write(pid + "/cgroup", "0::" + group + "\n");
        write(pid + "/cmdline", String.join("\0", command) + "\0");
        link(pid + "/ns/net", network);
        link(pid + "/fd/0", "pipe:[1]");
        networks.put(pid, network);
        network(Long.toString(pid), network);
        return this;
    }

    /** {@code pid} listens on any address. */
    public FakeProc listens(long pid, int port) {
        return listens(pid, "00000000", port);
    }

    /** @param address as the kernel prints it: {@code 0100007F} */
    public FakeProc listens(long pid, String address, int port) {
        holds(pid, ++inode);
        tcp.computeIfAbsent(
                        networkOf(pid),
                        network -> new StringBuilder(
                                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"))
                .append("   0: %s:%04X 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 %d 1 0\n"
                        .formatted(address, port, inode));
        return refresh();
    }

    public FakeProc listensOn(long pid, String socket) {
        holds(pid, ++inode);
        unix.computeIfAbsent(
                        networkOf(pid),
                        network -> new StringBuilder("Num       RefCount Protocol Flags    Type St Inode Path\n"))
                .append("0000000000000000: 00000002 00000000 00010000 0001 01 %d %s\n".formatted(inode, socket));
        return refresh();
    }

    /** {@code pid} has inherited the socket that was opened last. */
    public FakeProc sharesLastSocket(long pid) {
        return holds(pid, inode);
    }

    public FakeProc hasAddress(String network, String address) {
        addresses
                .computeIfAbsent(network, any -> new StringBuilder("Local:\n"))
                .append("           |-- ")
                .append(address)
                .append("\n              /32 host LOCAL\n");
        return refresh();
    }

    /** {@code pid} does not show what it has open. */
    public FakeProc closes(long pid) {
        try (Stream<Path> open = Files.walk(root.resolve(pid + "/fd"))) {
            open.sorted(Comparator.reverseOrder()).forEach(FakeProc::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** As {@code hidepid=invisible}: processes of others are not there. */
    public FakeProc hides() {
        delete(root.resolve("1/stat"));
        return this;
    }

    /** As in a container that shares no PID namespace with the machine. */
    public FakeProc inNamespace() {
        delete(root.resolve("self/ns/pid"));
        link("self/ns/pid", "pid:[4026533000]");
        return this;
    }

    private FakeProc holds(long pid, long socket) {
        link(pid + "/fd/" + socket, "socket:[" + socket + "]");
        return this;
    }

    private String networkOf(long pid) {
        return networks.getOrDefault(pid, HOST);
    }

    private FakeProc refresh() {
        network("self", HOST);
        networks.forEach((pid, network) -> network(Long.toString(pid), network));
        return this;
    }

    private void network(String process, String network) {
        write(process + "/net/tcp", text(tcp, network));
        write(process + "/net/unix", text(unix, network));
        write(process + "/net/fib_trie", text(addresses, network));
    }

    private static String text(Map<String, StringBuilder> tables, String network) {
        return tables.getOrDefault(network, new StringBuilder()).toString();
    }

    private void write(String file, String text) {
        try {
            Files.createDirectories(root.resolve(file).getParent());
            Files.writeString(root.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void link(String file, String target) {
        try {
            Files.createDirectories(root.resolve(file).getParent());
            Files.createSymbolicLink(root.resolve(file), Path.of(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
