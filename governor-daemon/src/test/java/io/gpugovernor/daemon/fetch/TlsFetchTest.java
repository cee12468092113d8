package io.gpugovernor.daemon.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gpugovernor.core.units.Moment;
import io.gpugovernor.daemon.tls.TestAuthority;
import io.gpugovernor.daemon.tls.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TlsFetchTest {
    private static final RawServer.Answer PAGE = RawServer.page("hello");

    @TempDir
    private static Path folder;

    private static TestAuthority ours;
    private static TestAuthority foreign;
    private static Path ca;
    private static Path foreignCa;

    @BeforeAll
    static void certify() throws Exception {
        ours = new TestAuthority(Files.createDirectory(folder.resolve("ours")))
                .issue("engine", "-1d", 10)
                .issue("old", "-9d", 3)
                .issue("client", "-1d", 10);
        foreign = new TestAuthority(Files.createDirectory(folder.resolve("foreign"))).issue("stranger", "-1d", 10);
        ca = ours.certificate("ca");
        foreignCa = foreign.certificate("ca");
    }

    @Test
    void trustsWhomItsAuthorityCertifies() throws Exception {
        try (RawServer server = RawServer.secured(ours.serving("engine"), false, PAGE)) {
            Fetcher fetcher = fetcher(server, trusting(ca));

            assertThat(text(fetcher)).isEqualTo("hello");
            assertThat(text(fetcher)).isEqualTo("hello");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void trustsNobodyElse() throws Exception {
        try (RawServer server = RawServer.secured(ours.serving("engine"), false, PAGE)) {
            String nobody = "presents a certificate from nobody who is trusted:"
                    + " name the certificate that issued it in tls.caFile";
            refuses(fetcher(server, trusting(foreignCa)), Failure.TLS).withMessage(nobody);
            refuses(fetcher(server, TlsFiles.DEFAULT), Failure.TLS).withMessage(nobody);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void refusesAnExpiredCertificate() throws Exception {
        try (RawServer server = RawServer.secured(ours.serving("old"), false, PAGE)) {
            String expired = "presents a certificate that has expired: renew it";
            refuses(fetcher(server, trusting(ca)), Failure.TLS).withMessage(expired);
            refuses(fetcher(server, trusting(ours.certificate("old"))), Failure.TLS)
                    .withMessage(expired);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void expectsTheNameOfTheUrlOrTheOneItIsTold() throws Exception {
        try (RawServer server = RawServer.secured(ours.serving("engine"), false, PAGE)) {
            refuses(fetcher(server, named("other.example")), Failure.TLS)
                    .withMessage(
                            "presents a certificate for another name:" + " correct the address or set tls.serverName");
            assertThat(text(fetcher(server, named("vllm.example")))).isEqualTo("hello");
        }
    }

    @Test
    void provesItselfWhereItIsAsked() throws Exception {
        try (RawServer server = RawServer.secured(ours.serving("engine"), true, PAGE)) {
            assertThat(text(fetcher(server, identified(ours, "client")))).isEqualTo("hello");

            // The server hangs up on strangers, and whether its alert outruns the reset is up to the kernel.
            assertThatExceptionOfType(FetchException.class)
                    .isThrownBy(() -> text(fetcher(server, trusting(ca))))
                    .satisfies(refused -> assertThat(refused.failure()).isIn(Failure.TLS, Failure.BROKEN));
            assertThatExceptionOfType(FetchException.class)
                    .isThrownBy(() -> text(fetcher(server, identified(foreign, "stranger"))));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void readsItsFilesAgainWhenTheyChange() throws Exception {
        Path file = Files.copy(foreignCa, folder.resolve("renewed.pem"));
        try (RawServer server = RawServer.secured(ours.serving("engine"), false, PAGE)) {
            Fetcher fetcher = fetcher(server, trusting(file));
            refuses(fetcher, Failure.TLS);

            Files.writeString(file, "renewal in progress");
            refuses(fetcher, Failure.CREDENTIALS)
                    .withMessage("was not asked, " + file + " holds nothing in PEM:"
                            + " it must hold lines such as -----BEGIN CERTIFICATE-----");

            Files.write(file, Files.readAllBytes(ca));
            assertThat(text(fetcher)).isEqualTo("hello");
        }
    }

    @Test
    void saysThatTheEngineDoesNotSpeakTls() throws Exception {
        // A greeting holds no empty line, so the scripted server has to answer before it has read a request.
        try (RawServer server = RawServer.eager("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            refuses(fetcher(server, trusting(ca)), Failure.TLS)
                    .withMessage("does not speak TLS: write http:// for https://");
        }
    }

    private static TlsFiles trusting(Path authority) {
        return new TlsFiles(Optional.of(authority), Optional.empty(), Optional.empty());
    }

    private static TlsFiles named(String name) {
        return new TlsFiles(Optional.of(ca), Optional.empty(), Optional.of(name));
    }

    private static TlsFiles identified(TestAuthority by, String name) throws Exception {
        return new TlsFiles(
                Optional.of(ca),
                Optional.of(new TlsFiles.Identity(by.certificate(name), by.key(name))),
                Optional.empty());
    }

    private static Fetcher fetcher(RawServer server, TlsFiles files) {
        Address address = new Address.Tcp("127.0.0.1", server.port(), Optional.of(files));
        return new Fetcher(address, Optional.empty(), 10_000, () -> new Moment(0));
    }

    private static String text(Fetcher fetcher) throws FetchException {
        Page page = fetcher.fetch("/metrics", Duration.ofSeconds(60)).page();
        return new String(page.bytes(), 0, page.length(), ISO_8859_1);
    }

    private static ThrowableAssertAlternative<FetchException> refuses(Fetcher fetcher, Failure failure) {
        return assertThatExceptionOfType(FetchException.class)
                .isThrownBy(() -> text(fetcher))
                .satisfies(refused -> assertThat(refused.failure()).isEqualTo(failure));
    }
}
