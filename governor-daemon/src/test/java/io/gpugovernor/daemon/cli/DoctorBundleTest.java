package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.daemon.http.StartedServer;
import io.gpugovernor.daemon.journal.Decisions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DoctorBundleTest {
    private static final String NOBODY = "http://127.0.0.1:1";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("report.zip");
    }

    @Test
    void holdsWhatTheDaemonSaysAndNoSecret() throws Exception {
        Files.writeString(folder.resolve("token"), "PLANTED-in-a-file\n");
        try (StartedServer server = new StartedServer("chat")) {
            server.record(Decisions.steady("chat")
                    .released(
                            "refused PLANTED-in-a-file at http://u:PLANTED@127.0.0.1:8000, Authorization: Bearer PLANTED")
                    .build());
            Ran ran = report("--config", policy("bearerTokenFile: token"), "--url", server.url());

            Map<String, String> parts = parts();
            assertThat(parts)
                    .containsKeys("README.txt", "doctor.txt", "doctor.json", "versions.txt", "policy.yaml")
                    .containsKeys("clocks.json", "status.json", "metrics.txt", "ready.json", "decisions-chat.json")
                    .containsKeys("environment.txt", "directories.txt");
            assertThat(parts.values()).noneMatch(text -> text.contains("PLANTED"));
            assertThat(parts.get("policy.yaml")).contains("bearerTokenFile: token");
            assertThat(parts.get("status.json")).contains("\"released\"", "(removed)@127.0.0.1:8000");
            assertThat(ran.out()).contains("report: " + file, "status.json", "what the daemon does");
        }
    }

    @Test
    void worksWithoutADaemonAndWithABrokenPolicy() throws IOException {
        Path policy = Files.writeString(
                folder.resolve("broken.yaml"), "apiVersion: [\n  password: PLANTED\nurl: http://a:PLANTED@b\n");
        Ran ran = report("--config", policy.toString(), "--url", NOBODY);

        assertThat(ran.exit()).isEqualTo(ExitCodes.CONFIG_INVALID);
        assertThat(parts().get("policy.yaml")).contains("apiVersion: [", "url: http://(removed)@b");
        assertThat(parts().values()).noneMatch(text -> text.contains("PLANTED"));
        assertThat(parts().get("README.txt")).contains("not there: status, metrics, decisions: no daemon answers");
    }

    @Test
    void worksWithoutAPolicy() throws IOException {
        report("--url", NOBODY);

        assertThat(parts().get("README.txt")).contains("not there: policy.yaml: no --config was given");
    }

    @Test
    void isForItsOwnerOnlyAndReplacesNothingUnlessForced() throws IOException {
        report("--url", NOBODY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        Files.writeString(file, "precious");
        Ran refused = report("--url", NOBODY);
        assertThat(refused.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(refused.onlyLine()).contains("is there already", "--force");
        assertThat(file).hasContent("precious");

        report("--url", NOBODY, "--force");
        assertThat(parts()).isNotEmpty();
        assertThat(folder.toFile().list()).containsExactly("report.zip");
    }

    @Test
    void refusesAFileThatItCouldNotWrite() {
        Ran ran = Ran.governor(
                "doctor", "--bundle", folder.resolve("no/such/report.zip").toString());
        assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(ran.onlyLine()).contains("cannot write", "give a file in a folder that exists");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void refusesNamesOfOtherFormatsAndOptionsThatGoWithIt() {
        assertThat(Ran.governor("doctor", "--bundle", "r.tar.gz").exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(Ran.governor("doctor", "--force").exit()).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void keepsStandardOutputForJson() {
        Ran ran = report("--json", "--url", NOBODY);

        assertThat(ran.out()).startsWith("{").endsWith("}\n");
        assertThat(ran.err()).contains("report: " + file);
    }

    private Ran report(String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "doctor";
        arguments[1] = "--bundle";
        arguments[2] = file.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return Ran.governor(arguments);
    }

    private String policy(String engine) throws IOException {
        return Files.writeString(folder.resolve("policy.yaml"), """
                        apiVersion: gpu-governor/v1
                        # PLANTED in a comment
                        nvml: {library: /nowhere/libnvidia-ml.so.1}
                        domains:
                          - name: chat
                            engine: {url: "http://127.0.0.1:1", %s}
                        """.formatted(engine))
                .toString();
    }

    private Map<String, String> parts() throws IOException {
        Map<String, String> parts = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(
                        entry.getName().replace("gpu-governor-report/", ""),
                        new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return parts;
    }
}
