package io.gpugovernor.daemon.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A wrong use of the command line as one line: which command, what is wrong, what was meant, and where help is. */
final class WrongUse {
    private WrongUse() {}

    static String describe(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String help = "'" + command.getCommandSpec().qualifiedName() + " --help'";
        String what = what(wrong);
        return command.getCommandName() + ": " + what + (what.contains(help) ? "" : "; see " + help);
    }

    private static String what(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return OneLine.of(wrong);
        }
        List<String> meant = unmatched.getSuggestions();
        String suggestion = meant.isEmpty() ? "" : " (did you mean " + String.join(" or ", meant) + "?)";
        boolean command = !unmatched.isUnknownOption()
                && !wrong.getCommandLine().getSubcommands().isEmpty();
        String what = command
                ? "unknown command '" + Printable.text(unmatched.getUnmatched().get(0)) + "'"
                : OneLine.of(wrong);
        return what + suggestion;
    }
}
