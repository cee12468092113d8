package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.control.ControlClient;
import io.gpugovernor.daemon.control.ControlException;
import io.gpugovernor.daemon.control.ControlRequest;
import io.gpugovernor.daemon.http.ErrorView;
import io.gpugovernor.daemon.http.Json;
import io.gpugovernor.daemon.time.SystemTime;
import java.nio.file.Path;
import java.util.List;

/** To the daemon by its run directory, as its own user or root, who need no password. */
final class SocketWay implements DaemonClient.Way {
    private static final int BAD_REQUEST = 400;

    private final List<Path> directories;
    private final DaemonClient.Way other;

    private SocketWay(List<Path> directories, DaemonClient.Way other) {
        this.directories = List.copyOf(directories);
        this.other = other;
    }

    /** @param other the way to take where this one is closed or leads nowhere */
    static DaemonClient.Way orElse(List<Path> directories, DaemonClient.Way other) {
        return new SocketWay(directories, other);
    }

    @Override
    public DaemonClient.Answer fetch(String path) throws DaemonException {
        try {
            return new DaemonClient.Answer(
                    200, ControlClient.ask(directories, ControlRequest.look(path), new SystemTime()));
        } catch (ControlException failed) {
            return switch (failed.obstacle()) {
                case NO_DAEMON, NO_PERMISSION -> other.fetch(path);
                case REFUSED, POLICY_REFUSED ->
                    new DaemonClient.Answer(
                            BAD_REQUEST,
                            Json.write(new ErrorView(BAD_REQUEST, String.valueOf(failed.getMessage()), List.of())));
            };
        }
    }

    /** That of the other way, by which the same daemon is reached where this one is closed. */
    @Override
    public String place() {
        return other.place();
    }

    @Override
    public String stranger() {
        return "what answers in " + directories.get(0) + " is not a gpu-governor of this version";
    }
}
