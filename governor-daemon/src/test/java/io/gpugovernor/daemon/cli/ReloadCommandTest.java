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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
class ReloadCommandTest {
    @TempDir
    private Path folder;

    /** A daemon that knows one command. */
    private interface Reloads extends ControlDesk {
        @Override
        default String override(String domain, Optional<Megahertz> clock, Duration time, String reason, String by) {
            throw new AssertionError("no override was asked for");
        }

        @Override
        default String clear(Optional<String> domain, String by) {
            throw new AssertionError("no clear was asked for");
        }
    }

    @Test
    void saysWhatIsInForce() throws Exception {
        Ran ran = served(new Reloads() {
            @Override
            public String reload(String by) {
                return "policy.yaml is in force; untouched: chat";
            }
        });
        assertThat(ran.exit()).isEqualTo(ExitCodes.OK);
        assertThat(ran.out()).isEqualTo("policy.yaml is in force; untouched: chat\n");
    }

    @Test
    void printsEveryProblemOfAFileThatIsRefused() throws Exception {
        Ran ran = served(new Reloads() {
            @Override
            public String reload(String by) throws ControlException {
                throw new ControlException("the policy file was refused", List.of("a:1:1: odd", "a:2:1: odder"));
            }
        });
        assertThat(ran.exit()).isEqualTo(ExitCodes.CONFIG_INVALID);
        assertThat(ran.err().lines())
                .containsExactly("a:1:1: odd", "a:2:1: odder", "reload: the policy file was refused");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void failsWhereTheDaemonRunsWithoutAFile() throws Exception {
        Ran ran = served(new Reloads() {});
        assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(ran.err()).contains("without a policy file");
    }

    @Test
    void failsWhereNoDaemonRuns() {
        Ran ran = run();
        assertThat(ran.exit()).isEqualTo(ExitCodes.FAILURE);
        assertThat(ran.err()).contains("no daemon takes commands at " + folder);
    }

    @Test
    void isACommandThatCompletes() {
        assertThat(Ran.governor("reload", "--help").out()).contains("refused whole");
        assertThat(Ran.governor("completion").out()).contains("reload");
    }

    private Ran served(ControlDesk desk) throws Exception {
        try (ControlSocket control = ControlSocket.open(folder, desk, new SystemTime())) {
            assertThat(control).isNotNull();
            return run();
        }
    }

    private Ran run() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine governor = GpuGovernor.commandLine();
        governor.getCommandSpec().removeSubcommand("reload");
        governor.addSubcommand("reload", new ReloadCommand(Map.of(RunDirectory.VARIABLE, folder.toString())));
        int exit = governor.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("reload");
        return new Ran(exit, out.toString(), err.toString());
    }
}
