package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.daemon.control.ControlDesk;
import io.gpugovernor.daemon.control.ControlException;
import io.gpugovernor.daemon.control.ControlSocket;
import io.gpugovernor.daemon.lease.RunDirectory;
import io.gpugovernor.daemon.time.SystemTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(60)
class OverrideCommandTest {
    private static final ControlDesk DESK = new ControlDesk() {
        @Override
        public String override(String domain, Optional<Megahertz> clock, Duration time, String reason, String by)
                throws ControlException {
            if (domain.equals("cat")) {
                throw new ControlException(ControlException.Cause.REFUSED, "no domain 'cat'");
            }
            return domain + " " + clock.map(Megahertz::toString).orElse("max") + " " + time + " " + reason;
        }

        @Override
        public String clear(Optional<String> domain, String by) {
            return "cleared " + domain.orElse("all");
        }

        @Override
        public String overrides() {
            return "chat is held";
        }
    };

    @TempDir
    private Path folder;

    @Test
    void ordersAClock() throws Exception {
        assertThat(served("--domain", "chat", "--clock", "1380MHz", "--for", "10m", "--reason", "a test")
                        .out())
                .isEqualTo("chat 1380MHz PT10M a test\n");
        assertThat(served("--domain", "chat", "--clock", "max", "--for", "1h", "--reason", "a test")
                        .out())
                .isEqualTo("chat max PT1H a test\n");
    }

    @Test
    void clears() throws Exception {
        assertThat(served("--clear").out()).isEqualTo("cleared all\n");
        assertThat(served("--clear", "--domain", "chat").out()).isEqualTo("cleared chat\n");
    }

    @Test
    void listsOverrides() throws Exception {
        assertThat(served("--list").out()).isEqualTo("chat is held\n");
    }

    @Test
    void failsWhereTheDaemonRefuses() throws Exception {
        Ran ran = served("--domain", "cat", "--clock", "max", "--for", "1h", "--reason", "a test");
        assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(ran.err()).contains("no domain 'cat'");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void failsWhereNoDaemonRuns() {
        Ran ran = run("--clear");
        assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(ran.err()).contains("no daemon takes commands at " + folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--domain chat --clock max --for 1h",
                "--domain chat --clock max --reason x",
                "--domain chat --for 1h --reason x",
                "--clock max --for 1h --reason x",
                "--clear --clock max",
                "--list --clear",
                "--list --domain chat",
                "--domain chat --clock fast --for 1h --reason x",
                "--domain chat --clock max --for 25h --reason x",
                "--domain chat --clock max --for 10ms --reason x",
                "--domain chat --clock max --for ever --reason x",
                ""
            })
    void refusesWrongUse(String arguments) {
        Ran ran = run(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));
        assertThat(ran.exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(ran.err()).isNotBlank();
    }

    @Test
    void isACommandOfTheGovernor() {
        assertThat(Ran.governor("override", "--help").out()).contains("--clear", "--reason", "observe mode");
    }

    private Ran served(String... arguments) throws Exception {
        try (ControlSocket control = ControlSocket.open(folder, DESK, new SystemTime())) {
            assertThat(control).isNotNull();
            return run(arguments);
        }
    }

    private Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine governor = GpuGovernor.commandLine();
        governor.getCommandSpec().removeSubcommand("override");
        governor.addSubcommand("override", new OverrideCommand(Map.of(RunDirectory.VARIABLE, folder.toString())));
        int exit = governor.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of("override"), Stream.of(arguments))
                        .toArray(String[]::new));
        return new Ran(exit, out.toString(), err.toString());
    }
}
