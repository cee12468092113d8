package io.gpugovernor.daemon.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcReaderTest {
    @Test
    void findsItselfOnTheMachineItRunsOn() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/self/net/tcp")), "no /proc with sockets here");
        long self = ProcessHandle.current().pid();
        for (String bound : new String[] {"127.0.0.1", "0.0.0.0"}) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(bound))) {
                NodeProcesses node = ProcReader.in(Map.of()).read();

                assertThat(node.listeners())
                        .filteredOn(one -> one instanceof Listener.Tcp tcp && tcp.port() == socket.getLocalPort())
                        .singleElement()
                        .satisfies(one -> assertThat(node.holders(one))
                                .extracting(ProcessFacts::pid)
                                .contains(self));
                assertThat(node.process(self).orElseThrow().command().get(0)).contains("java");
            }
        }
    }

    @Test
    void readsAPlaceThatTheEnvironmentNames(@TempDir Path folder) {
        FakeProc.in(folder).process(100, 1, "a) S 7 (b", "/", "x");

        NodeProcesses node =
                ProcReader.in(Map.of(ProcReader.VARIABLE, folder.toString())).read();

        assertThat(node.process(100).orElseThrow().parent()).isEqualTo(1);
        assertThat(node.process(100).orElseThrow().name()).isEqualTo("a) S 7 (b");
        assertThat(node.visibility()).isEqualTo(Visibility.WHOLE);
    }

    @Test
    void seesNothingWhereNothingIsMounted(@TempDir Path folder) {
        NodeProcesses node = new ProcReader(folder.resolve("none")).read();

        assertThat(node.processes()).isEmpty();
        assertThat(node.visibility()).isEqualTo(Visibility.HIDDEN);
    }
}
