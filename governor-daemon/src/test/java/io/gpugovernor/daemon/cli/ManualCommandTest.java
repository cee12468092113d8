package io.gpugovernor.daemon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gpugovernor.daemon.lease.RunDirectory;
import io.gpugovernor.daemon.memory.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class ManualCommandTest {
    private static final Path MAN = Path.of("/usr/bin/man");

    @TempDir
    private Path folder;

    @Test
    void writesAPageForEveryCommandWithEveryOptionArgumentAndExitCode() throws IOException {
        write();
        int options = 0;
        for (List<String> command : GpuGovernorTest.commands()) {
            CommandLine found = GpuGovernor.commandLine();
            for (String name : command) {
                found = Objects.requireNonNull(found.getSubcommands().get(name));
            }
            CommandSpec spec = found.getCommandSpec();
            String page = shown(String.join(
                    "-",
                    Stream.concat(Stream.of("gpu-governor"), command.stream()).toList()));
            for (OptionSpec option : spec.options()) {
                assertThat(page).contains(option.names());
                options++;
            }
            spec.positionalParameters().forEach(argument -> assertThat(page).contains(argument.paramLabel()));
            spec.usageMessage()
                    .exitCodeList()
                    .values()
                    .forEach(meaning -> assertThat(page).contains(meaning));
            found.getSubcommands().keySet().forEach(sub -> assertThat(page).contains(".TP\n" + sub + "\n"));
            assertThat(page).contains(".SH \"NAME\"", ".SH \"SYNOPSIS\"", ".SH \"DESCRIPTION\"", ".SH \"SEE ALSO\"");
        }
        assertThat(options).isGreaterThan(100);
    }

    @Test
    void thePageOfTheProgramNamesFilesAndVariables() throws IOException {
        write();

        assertThat(shown("gpu-governor"))
                .contains("/etc/gpu-governor/policy.yaml", "NO_COLOR", RunDirectory.VARIABLE, StateDirectory.VARIABLE)
                .contains("3\nthe policy file is not valid");
    }

    @Test
    void thePageOfThePolicyNamesEveryKeyWithItsDefault() throws IOException {
        write();
        String page = Files.readString(folder.resolve("gpu-governor-policy.5")).replace("\\-", "-");

        assertThat(page)
                .contains("\\fBdomains[].hysteresis.deadBand\\fR", "Default: 2%.")
                .contains("\\fBdomains[].engine.tls.caFile\\fR", "\\fBlearning.directory\\fR")
                .contains("apiVersion", "Required.");
    }

    @Test
    void writesTheSameBytesAgain() throws IOException {
        write();
        String before = Files.readString(folder.resolve("gpu-governor-status.1"));
        write();
        assertThat(folder.resolve("gpu-governor-status.1")).hasContent(before);
    }

    @Test
    void manRendersEveryPageWithoutAWarning() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(MAN), "there is no " + MAN + " on this machine");
        write();
        try (Stream<Path> pages = Files.list(folder)) {
            for (Path page : pages.toList()) {
                ProcessBuilder man = new ProcessBuilder(
                        MAN.toString(), "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", page.toString());
                man.environment().put("MANWIDTH", "80");
                Process process =
                        man.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
                String said = new String(process.getErrorStream().readAllBytes(), UTF_8);

                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(said).as("%s", page.getFileName()).isEmpty();
                assertThat(process.exitValue()).isZero();
            }
        }
    }

    @Test
    void failsInOneLineWhereItCannotWrite() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        Ran ran = Ran.governor("manual", file.toString());
        assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(ran.onlyLine()).startsWith("manual: cannot write to " + file);
    }

    private void write() {
        assertThat(Ran.governor("manual", folder.toString()).exit()).isEqualTo(ExitCodes.OK);
    }

    /** The page without the escapes that stand for what a reader sees. */
    private String shown(String page) throws IOException {
        return Files.readString(folder.resolve(page + ".1"))
                .replaceAll("\\\\f[BIR]", "")
                .replace("\\-", "-")
                .replace("\\(dq", "\"")
                .replace("\\e", "\\");
    }
}
