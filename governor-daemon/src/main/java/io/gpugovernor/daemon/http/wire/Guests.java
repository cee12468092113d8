package io.gpugovernor.daemon.http.wire;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The connections that are open. Where there is no room for one more, the one that has waited longest without asking
 * anything makes room; one that is being served never does.
 */
final class Guests {
    private final Set<Connection> open = new HashSet<>();

    /** Whether {@code next} may stay; counts it then. */
    synchronized boolean admit(Connection next) {
        String place = place(next.address());
        int most = next.address().isLoopbackAddress()
                ? WireLimits.CONNECTIONS_OF_THIS_NODE
                : WireLimits.CONNECTIONS_OF_AN_ADDRESS;
        Predicate<Connection> neighbour = one -> place(one.address()).equals(place);
        boolean room = (open.stream().filter(neighbour).count() < most || makesRoom(neighbour))
                && (open.size() < WireLimits.CONNECTIONS || makesRoom(one -> true));
        if (room) {
            open.add(next);
            notifyAll();
        }
        return room;
    }

    /** Waits until there is a connection. */
    synchronized void awaitOne() throws InterruptedException {
        while (open.isEmpty()) {
            wait();
        }
    }

    synchronized void leave(Connection gone) {
        open.remove(gone);
    }

    synchronized List<Connection> all() {
        return List.copyOf(open);
    }

    private boolean makesRoom(Predicate<Connection> among) {
        Optional<Connection> longest =
                open.stream().filter(among).filter(Connection::isWaiting).min(Comparator.comparing(Connection::since));
        longest.ifPresent(one -> {
            one.cut();
            open.remove(one);
        });
        return longest.isPresent();
    }

    /** An address, or where it is of version 6 the network that one household has: whoever has one has all of it. */
    private static String place(InetAddress address) {
        byte[] bytes = address.getAddress();
        StringBuilder place = new StringBuilder();
        int counted = address.isLoopbackAddress() || bytes.length <= 4 ? bytes.length : 8;
        for (int i = 0; i < counted; i++) {
            place.append(bytes[i]).append('.');
        }
        return address.isLoopbackAddress() ? "this node" : place.toString();
    }
}
