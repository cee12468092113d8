package io.gpugovernor.daemon.discover;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the kernel's tables of sockets and addresses; see proc_pid_net(5). Lines of any other form are passed over.
 */
final class NetTables {
    /** Number, local address and port, remote ones, state 0A (listening), three pairs, user, timeout, inode. */
    private static final Pattern TCP = Pattern.compile(
            "\\s*\\d+: (\\p{XDigit}{8}|\\p{XDigit}{32}):(\\p{XDigit}{4}) \\S+ 0A \\S+ \\S+ \\S+\\s+\\d+\\s+\\d+ (\\d{1,19})\\b.*");

    /** Address, references, protocol, flags (10000: accepts connections), type, state, inode, path. */
    private static final Pattern UNIX =
            Pattern.compile("\\p{XDigit}+: \\p{XDigit}+ \\p{XDigit}+ 00010000 \\S+ \\S+\\s+(\\d{1,19}) (\\S.*)");

    private static final Pattern LEAF = Pattern.compile("[ |+]*\\|-- (\\d{1,3}(?:\\.\\d{1,3}){3})\\s*");
    private static final int WORD = 4;
    private static final int HEXADECIMAL = 16;

    private NetTables() {}

    /** The listening sockets of {@code tcp} or {@code tcp6}. */
    static List<Listener.Tcp> tcp(String network, String table) {
        List<Listener.Tcp> listeners = new ArrayList<>();
        table.lines()
                .map(TCP::matcher)
                .filter(Matcher::matches)
                .forEach(line -> listeners.add(new Listener.Tcp(
                        network,
                        address(line.group(1)),
                        Integer.parseInt(line.group(2), HEXADECIMAL),
                        Long.parseLong(line.group(3)))));
        return listeners;
    }

    /** The listening sockets of {@code unix}, those with a path. */
    static List<Listener.Unix> unix(String network, String table) {
        List<Listener.Unix> listeners = new ArrayList<>();
        table.lines()
                .map(UNIX::matcher)
                .filter(Matcher::matches)
                .forEach(line -> listeners.add(
                        new Listener.Unix(network, line.group(2).strip(), Long.parseLong(line.group(1)))));
        return listeners;
    }

    /** A network's own addresses, from {@code fib_trie}: the leaves that are hosts of the table LOCAL. */
    static Set<InetAddress> addresses(String trie) {
        Set<InetAddress> addresses = new HashSet<>();
        Optional<String> leaf = Optional.empty();
        for (String line : trie.lines().toList()) {
            Matcher named = LEAF.matcher(line);
            if (named.matches()) {
                leaf = Optional.of(named.group(1));
            } else if (line.contains("/32 host LOCAL")) {
                leaf.flatMap(NetTables::literal).ifPresent(addresses::add);
            }
        }
        return addresses;
    }

    /** The address that {@code text} writes out; empty if it is a name, which would have to be looked up. */
    static Optional<InetAddress> literal(String text) {
        boolean literal = text.matches("\\d{1,3}(\\.\\d{1,3}){3}") || text.contains(":");
        try {
            return literal ? Optional.of(InetAddress.getByName(text)) : Optional.empty();
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }

    /** The kernel prints words of four bytes as numbers of the machine, which is little-endian wherever NVML runs. */
    private static InetAddress address(String digits) {
        byte[] bytes = new byte[digits.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            int from = 2 * (i - i % WORD + WORD - 1 - i % WORD);
            bytes[i] = (byte) Integer.parseInt(digits.substring(from, from + 2), HEXADECIMAL);
        }
        try {
            // Of an IPv4 address inside an IPv6 one this makes the former.
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException never) {
            throw new IllegalStateException(never);
        }
    }
}
