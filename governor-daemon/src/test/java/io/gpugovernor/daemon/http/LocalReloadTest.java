package io.gpugovernor.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.daemon.http.Reload.Outcome;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalReloadTest {
    private static final Outcome.Reloaded DONE = new Outcome.Reloaded("done");

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1"})
    void reloadsWhereOnlyThisNodeCanAsk(String address) {
        assertThat(listening(address).reload()).isEqualTo(DONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.1"})
    void declinesWhereOthersCanAsk(String address) {
        assertThat(listening(address).reload()).isInstanceOfSatisfying(Outcome.Declined.class, declined -> {
            assertThat(declined.status()).isEqualTo(403);
            assertThat(declined.why()).contains("over the network", "gpu-governor reload");
        });
    }

    @Test
    @SuppressWarnings("AddressSelection") // an address in numbers has one meaning
    void declinesWhereThereIsNoFile() {
        Reload none = new LocalReload(() -> new InetSocketAddress("127.0.0.1", 9464), Optional::empty);
        assertThat(none.reload())
                .isInstanceOfSatisfying(
                        Outcome.Declined.class,
                        declined -> assertThat(declined.status()).isEqualTo(409));
    }

    @SuppressWarnings("AddressSelection") // an address in numbers has one meaning
    private static Reload listening(String address) {
        return new LocalReload(() -> new InetSocketAddress(address, 9464), () -> Optional.of(() -> DONE));
    }
}
