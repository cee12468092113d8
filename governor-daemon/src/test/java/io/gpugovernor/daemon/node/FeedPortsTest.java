package io.gpugovernor.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.daemon.config.PolicyFile;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedPortsTest {
    @ParameterizedTest
    @CsvSource({
        "auto, off, 9465, 0",
        "off, auto, 0, 9465",
        "auto, auto, 0, 0",
        "auto, 127.0.0.1:9465, 0, 9465",
        "auto, 127.0.0.1:9466, 9465, 9466",
        "127.0.0.1:7000, localhost:7001, 7000, 7001",
        "off, off, 0, 0"
    })
    void oneDomainAloneTakesTheUsualPort(String first, String second, int firstPort, int secondPort) {
        PolicyFile policy = PolicyText.read("""
                apiVersion: gpu-governor/v1
                domains:
                  - {name: a, engine: {url: "http://127.0.0.1:8000", feed: "%s"}}
                  - {name: b, engine: {url: "http://127.0.0.1:8001", feed: "%s"}}
                """.formatted(first, second));

        List<Integer> ports = policy.domains().stream()
                .map(domain -> FeedPorts.of(policy, domain))
                .map(FeedPortsTest::port)
                .toList();
        assertThat(ports).containsExactly(firstPort, secondPort);
    }

    private static int port(Optional<InetSocketAddress> address) {
        address.ifPresent(at -> assertThat(at.getAddress().isLoopbackAddress()).isTrue());
        return address.map(InetSocketAddress::getPort).orElse(0);
    }
}
