package io.gpugovernor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * A command that was run.
 *
 * @param exit its exit code
 * @param out what it printed
 * @param err what it complained of
 */
record Ran(int exit, String out, String err) {
    static Ran run(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Ran(exit, out.toString(), err.toString());
    }

    /** Runs the whole command line, as the process does. */
    static Ran governor(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = GpuGovernor.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Ran(exit, out.toString(), err.toString());
    }

    /** What it complained of, which must be a single line, and all that it printed. */
    String onlyLine() {
        assertThat(out).isEmpty();
        assertThat(err.lines().toList()).as("lines on standard error").hasSize(1);
        return err.strip();
    }
}
