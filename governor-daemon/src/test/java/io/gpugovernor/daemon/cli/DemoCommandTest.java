package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class DemoCommandTest {
    @TempDir
    private Path folder;

    @Test
    void showsWhereToLookARowASecondAndASummary() {
        Ran ran = Ran.governor("demo", "--duration", "2s", "--listen", "127.0.0.1:0");

        assertThat(ran.exit()).isEqualTo(ExitCodes.OK);
        assertThat(ran.err()).isEmpty();
        List<String> lines = ran.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("Demo: h100-llama-70b-tp8, simulated");
        assertThat(lines.get(1)).startsWith("  SLO     TTFT 600 ms TBT 100 ms for 99");
        assertThat(lines.get(2)).matches(" {2}engine {2}http://127\\.0\\.0\\.1:[0-9]+/metrics");
        assertThat(lines.get(3)).matches(" {2}page {4}http://127\\.0\\.0\\.1:[1-9][0-9]*/ .*");
        assertThat(lines.get(5)).contains("time", "clock", "power", "attainment", "saved", "why");
        assertThat(lines.get(6)).matches(" *0:[0-9]{2}\\.[0-9] .*");
        assertThat(lines)
                .filteredOn(line -> line.matches(" *0:[0-9]{2}\\.[0-9] .*"))
                .hasSizeBetween(1, 3);
        assertThat(ran.out()).contains("Simulated, over 0:");
        assertThat(lines.get(lines.size() - 3)).matches(" {2}energy {6}[0-9.]+ kJ, [0-9]+ W on average; .*% saved");
        assertThat(lines.get(lines.size() - 2)).matches(" {2}promises {4}[0-9]+ of [0-9]+ requests kept .*");
        assertThat(lines.get(lines.size() - 1)).startsWith("  clocks      ").contains("a minute");
        assertThat(lines).allMatch(line -> line.length() <= 120);
    }

    @Test
    void runsFasterThanLife() {
        Ran ran = Ran.governor("demo", "--duration", "20s", "--speed", "20", "--listen", "127.0.0.1:0");

        assertThat(ran.exit()).isEqualTo(ExitCodes.OK);
        assertThat(ran.out())
                .contains("simulated at 20.0 times real time")
                .containsPattern("Simulated, over 0:[2-5][0-9]");
    }

    @Test
    void runsOnThePushFeed() {
        Ran ran = Ran.governor(
                "demo", "--duration", "20s", "--speed", "10", "--telemetry", "feed", "--listen", "127.0.0.1:0");

        assertThat(ran.exit()).isEqualTo(ExitCodes.OK);
        assertThat(ran.out()).contains("Simulated, over ");
    }

    @Test
    void writesAnAddressOfVersionSixAsALinkThatWorks() {
        Ran ran = Ran.governor("demo", "--duration", "1s", "--listen", "[::1]:0");

        if (ran.exit() == ExitCodes.OK) {
            assertThat(ran.out()).containsPattern("page {4}http://\\[[0:]*:1]:[0-9]+/ ");
        } else {
            assertThat(ran.onlyLine()).as("a machine without version six").contains("cannot listen on ");
        }
    }

    @Test
    void namesThePortThatIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();

            Ran ran = Ran.governor("demo", "--duration", "2s", "--listen", address);

            assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
            assertThat(ran.onlyLine()).startsWith("demo: cannot listen on " + address + ": the port is in use; ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--speed 0               | 2 | --speed lies within 0.1 and 20, not at 0.0",
                "--speed NaN             | 2 | --speed lies within 0.1 and 20",
                "--rate-scale 0          | 2 | --rate-scale lies within 0.001 and 1000",
                "--duration 25h          | 2 | --duration must be longer than zero and at most a day",
                "--telemetry-period 2m   | 2 | --telemetry-period lies within 1ms and 1m",
                "--slo-quantile 2        | 2 | --slo-quantile",
                "--trace none.csv        | 1 | none.csv",
                "--hardware none.yaml    | 1 | none.yaml: no such hardware profile or file",
                "--workload none         | 2 | --workload: no workload is called",
                "--listen no.such.host.invalid:9464 | 1 | no such host; give an address of this machine",
            })
    void refusesInOneLineWithTheRemedy(String options, int exit, String said) {
        Ran ran = Ran.governor(("demo --duration 1s --listen 127.0.0.1:0 " + options)
                .replaceFirst("--duration 1s (.*--duration)", "$1")
                .replaceFirst("--listen 127.0.0.1:0 (.*--listen)", "$1")
                .split(" ", -1));

        assertThat(ran.exit()).isEqualTo(exit);
        assertThat(ran.onlyLine()).startsWith("demo: ").contains(said);
    }

    @Test
    void printsTheSummaryWhenItIsStopped() throws Exception {
        try (ChildJvm demo = ChildJvm.start(folder, "demo", "--duration", "1h", "--listen", "127.0.0.1:0")) {
            demo.saysOnOut("attainment");

            // Not SIGINT: a process started in the background, as a build may be, never receives it. Java treats both
            // alike.
            demo.signal("TERM");

            assertThat(demo.ends()).isEqualTo(143);
            assertThat(demo.out())
                    .contains("Simulated, over 0:")
                    .contains("  energy      ")
                    .contains("  promises    ");
            assertThat(demo.err()).doesNotContain("Exception");
        }
    }
}
