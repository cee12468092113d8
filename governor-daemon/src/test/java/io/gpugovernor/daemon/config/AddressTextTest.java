package io.gpugovernor.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9464", "localhost:1", "[::1]:65535", "node-1.cluster.local:80"})
    void readsHostsWithPorts(String text) throws BadValueException {
        assertThat(AddressText.hostPort(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9464", ":9464", "localhost", "localhost:", "localhost:0", "localhost:65536", "::1:80", "a b:1"})
    void refusesOtherAddresses(String text) {
        assertThatThrownBy(() -> AddressText.hostPort(text)).isInstanceOf(BadValueException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a", "https://a.b:8443/base/", "HTTP://127.0.0.1:8000", "http://[::1]:8000"})
    void readsUrls(String text) throws BadValueException {
        assertThat(AddressText.url(text)).isEqualTo(URI.create(text));
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://a, is not an http or https URL",
        "127.0.0.1:8000, is not a URL",
        "localhost:8000, is not an http or https URL",
        "http:///metrics, names no host",
        "http://under_score, names no host",
        "http://me:secret@a, holds credentials",
        "http://a?x=1, has a query or fragment",
        "http://a#b, has a query or fragment",
        "http://a:0, port 0 does not exist",
        "http://a:65536, port 65536 does not exist",
        "http://a b, is not a URL",
        "/metrics, is not an http or https URL"
    })
    void refusesOtherUrls(String text, String message) {
        assertThatThrownBy(() -> AddressText.url(text))
                .isInstanceOf(BadValueException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:secret@a", "https://me:secret@a?x"})
    void neverRepeatsASecret(String text) {
        assertThatThrownBy(() -> AddressText.url(text)).hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"metrics", "//metrics", "/m?x=1", "/m#x", "/a b", ""})
    void refusesOtherPaths(String text) {
        assertThatThrownBy(() -> AddressText.path(text)).isInstanceOf(BadValueException.class);
    }
}
