package io.gpugovernor.daemon.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OldKeysTest {
    private static final Path OPENSSL = Path.of("/usr/bin/openssl");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "RSA, 'genrsa -traditional -out', 2048, BEGIN RSA PRIVATE KEY",
        "RSA, 'genrsa -traditional -out', 4096, BEGIN RSA PRIVATE KEY",
        "EC, 'ecparam -genkey -name prime256v1 -out', , BEGIN EC PRIVATE KEY",
        "EC, 'ecparam -genkey -noout -name secp384r1 -out', , BEGIN EC PRIVATE KEY",
        "EC, 'ecparam -genkey -noout -name secp521r1 -out', , BEGIN EC PRIVATE KEY",
    })
    void readsKeysAsOlderToolsWriteThem(String algorithm, String command, String bits, String label) throws Exception {
        Path key = folder.resolve("key");
        openssl(command + " " + key + (bits == null ? "" : " " + bits));

        assertThat(key).content().contains(label);
        assertThat(PrivateKeys.read(key).getAlgorithm()).isEqualTo(algorithm);
    }

    @Test
    void asksForThePassphraseToBeTakenOff() throws Exception {
        Path key = folder.resolve("key");
        openssl("genrsa -traditional -aes128 -passout pass:s3cret -out " + key + " 2048");

        assertThatExceptionOfType(TlsFileException.class)
                .isThrownBy(() -> PrivateKeys.read(key))
                .withMessageContaining("locked with a passphrase");
    }

    @ParameterizedTest
    @CsvSource({"RSA", "EC"})
    void refusesWhatIsCutOff(String kind) throws Exception {
        for (String base64 : new String[] {"MA==", "MIIB", "MHcCAQEE", "MAUwAwIBAQ=="}) {
            Path key = Files.writeString(
                    folder.resolve("key"),
                    "-----BEGIN " + kind + " PRIVATE KEY-----\n" + base64 + "\n-----END " + kind
                            + " PRIVATE KEY-----\n");

            assertThatExceptionOfType(TlsFileException.class)
                    .isThrownBy(() -> PrivateKeys.read(key))
                    .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain(base64));
        }
    }

    private void openssl(String arguments) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(OPENSSL), OPENSSL + " is not there");
        Process process = new ProcessBuilder((OPENSSL + " " + arguments).split(" ", -1))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("log")))
                .isZero();
    }
}
