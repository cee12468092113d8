package io.gpugovernor.daemon.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code completion}: a script that completes commands and options in bash and zsh. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Print a script that completes commands and options in bash and zsh.",
            "The packages have it installed. Elsewhere, in either shell:",
            "",
            "  source <(gpu-governor completion)"
        })
public final class CompletionCommand implements Runnable {
    /** Which shell loads the script, and how. */
    enum Shell {
        /** As both shells source it. */
        BASH,
        /** As zsh loads it by itself from a folder of its function path, where it is called _gpu-governor. */
        ZSH
    }

    /** What the script's functions call is bash's own. */
    private static final String ZSH_HEAD = """
            #compdef gpu-governor
            (( $+functions[compopt] )) || function compopt() { : }
            """;

    /** Loading comes with the first press of the key, which is to be answered, too. */
    private static final String ZSH_TAIL = """

            _bash_complete -o default -F _complete_gpu-governor
            """;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    @Option(
            names = "--shell",
            paramLabel = "bash|zsh",
            defaultValue = "bash",
            description =
                    "zsh: in the form that zsh loads from its fpath as _gpu-governor (default: ${DEFAULT-VALUE}, which"
                            + " both shells can source).")
    private Shell shell = Shell.BASH;

    @Override
    public void run() {
        String script = AutoComplete.bash(spec.root().name(), spec.root().commandLine());
        PrintWriter out = spec.commandLine().getOut();
        out.print(shell == Shell.ZSH ? ZSH_HEAD + script + ZSH_TAIL : script);
        out.flush();
    }
}
