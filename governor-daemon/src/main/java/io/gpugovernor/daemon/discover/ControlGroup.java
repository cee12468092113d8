package io.gpugovernor.daemon.discover;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Processes that a container runtime or the service manager keeps together; see cgroups(7).
 *
 * @param kind what it is called
 * @param id which one
 */
record ControlGroup(String kind, String id) {
    /** Runtimes name a container's group by its id: 64 digits, perhaps between {@code cri-containerd-} and .scope. */
    private static final Pattern CONTAINER = Pattern.compile(".*([0-9a-f]{64})(?:\\.scope)?(?:/.*)?");

    /** A session's group holds whatever a user started, so only the system's services count. */
    private static final Pattern SERVICE = Pattern.compile("/system\\.slice/(?:.*/)?([^/]+\\.service)(?:/.*)?");

    private static final int SHOWN = 12;

    /** The container or service that a group's path belongs to; empty if it is none's. */
    static Optional<ControlGroup> of(String path) {
        Matcher container = CONTAINER.matcher(path);
        if (container.matches()) {
            return Optional.of(new ControlGroup("container", container.group(1)));
        }
        Matcher service = SERVICE.matcher(path);
        return service.matches() ? Optional.of(new ControlGroup("service", service.group(1))) : Optional.empty();
    }

    /** The path in the text of {@code cgroup}: of version 2 if it is there, else the longest of version 1. */
    static String path(String text) {
        return text.lines()
                .filter(line -> line.startsWith("0::") && line.length() > "0::/".length())
                .map(line -> line.substring("0::".length()))
                .findFirst()
                .orElseGet(() -> text.lines()
                        .map(line -> line.split(":", 3))
                        .filter(parts -> parts.length == 3)
                        .map(parts -> parts[2])
                        .max(Comparator.comparingInt(String::length))
                        .orElse(""));
    }

    /** As operators see it: container ids in short. */
    @Override
    public String toString() {
        return kind + " " + (kind.equals("container") ? id.substring(0, SHOWN) : id);
    }
}
