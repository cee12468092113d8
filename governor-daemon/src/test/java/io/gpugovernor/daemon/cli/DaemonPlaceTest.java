package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.daemon.control.ControlDesk;
import io.gpugovernor.daemon.control.ControlException;
import io.gpugovernor.daemon.control.ControlSocket;
import io.gpugovernor.daemon.http.StartedServer;
import io.gpugovernor.daemon.lease.RunDirectory;
import io.gpugovernor.daemon.time.SystemTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DaemonPlaceTest {
    @TempDir
    private Path folder;

    @Test
    void isTheRunDirectoryWhereNoUrlWasNamed() throws Exception {
        try (StartedServer server = new StartedServer("chat");
                ControlSocket open = open()) {
            assertThat(open).isNotNull();
            assertThat(page(new DaemonPlace(Optional.empty(), server.url()))).isEqualTo("by the socket: /metrics");
        }
    }

    @Test
    void isNearbyWhereNobodyAnswersInTheRunDirectory() throws Exception {
        try (StartedServer server = new StartedServer("chat")) {
            assertThat(page(new DaemonPlace(Optional.empty(), server.url()))).contains("gpu_governor_");
        }
    }

    @Test
    void isTheNamedUrlWhateverAnswersInTheRunDirectory() throws Exception {
        try (StartedServer server = new StartedServer("chat");
                ControlSocket open = open()) {
            assertThat(open).isNotNull();
            assertThat(page(new DaemonPlace(Optional.of(server.url()), "http://127.0.0.1:1")))
                    .contains("gpu_governor_");
        }
    }

    private String page(DaemonPlace place) throws DaemonException {
        return place.client(Map.of(RunDirectory.VARIABLE, folder.toString())).page("/metrics");
    }

    private ControlSocket open() throws Exception {
        return ControlSocket.open(folder, new Looking(), new SystemTime());
    }

    /** Shows which path was asked for. */
    private static final class Looking implements ControlDesk {
        @Override
        public String override(String domain, Optional<Megahertz> clock, Duration time, String reason, String by)
                throws ControlException {
            throw new ControlException(ControlException.Cause.REFUSED, "only looks are asked for here");
        }

        @Override
        public String clear(Optional<String> domain, String by) throws ControlException {
            throw new ControlException(ControlException.Cause.REFUSED, "only looks are asked for here");
        }

        @Override
        public String look(String path) {
            return "by the socket: " + path;
        }
    }
}
