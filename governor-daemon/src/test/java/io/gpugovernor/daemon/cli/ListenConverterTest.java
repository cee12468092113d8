package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ListenConverterTest {
    private final ListenConverter converter = new ListenConverter();

    @ParameterizedTest
    @CsvSource({"127.0.0.1:9464, 127.0.0.1, 9464", "127.0.0.1:0, 127.0.0.1, 0", "0.0.0.0:65535, 0.0.0.0, 65535"})
    void readsHostAndPort(String text, String host, int port) {
        assertThat(converter.convert(text))
                .returns(host, InetSocketAddress::getHostString)
                .returns(port, InetSocketAddress::getPort);
    }

    @Test
    void readsAnAddressOfVersionSixWithAndWithoutBrackets() {
        assertThat(converter.convert("[::1]:80"))
                .isEqualTo(converter.convert("::1:80"))
                .returns(80, InetSocketAddress::getPort)
                .returns(true, address -> address.getAddress().isLoopbackAddress());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "9464",
                ":9464",
                "127.0.0.1",
                "127.0.0.1:",
                "127.0.0.1:65536",
                "127.0.0.1:-1",
                "h:99999999999",
                "localhost:http"
            })
    void refusesAnythingElse(String text) {
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> converter.convert(text))
                .withMessage("'" + text + "' is no address; write host:port, such as 127.0.0.1:9464");
    }
}
