package io.gpugovernor.daemon.cli;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.IHelpSectionRenderer;

/** The commands in the help of the program: by what they are for, with a sentence each. */
final class CommandList implements IHelpSectionRenderer {
    /** As wide as the longest name, and room around it. */
    private static final int NAMES = 18;

    /**
     * Commands of one purpose.
     *
     * @param names in the order in which somebody meets them
     */
    record Group(String heading, List<String> names) {}

    static final List<Group> GROUPS = List.of(
            new Group("See it work, without GPU and configuration:", List.of("demo")),
            new Group("Prepare a node:", List.of("doctor", "check-config", "migrate-config", "hash-password")),
            new Group("Govern:", List.of("run", "reload", "override", "release")),
            new Group("Look at the running daemon:", List.of("status", "explain")),
            new Group("Study and plan:", List.of("simulate", "characterize", "advise")),
            new Group("For shells and packages:", List.of("completion", "manual")));

    @Override
    public String render(Help help) {
        Map<String, CommandLine> commands = help.commandSpec().subcommands();
        StringBuilder list = new StringBuilder();
        for (Group group : GROUPS) {
            int width = help.commandSpec().usageMessage().width();
            TextTable table = TextTable.forColumns(
                    help.colorScheme(),
                    new Column(NAMES, 2, Column.Overflow.SPAN),
                    new Column(width - NAMES, 0, Column.Overflow.WRAP));
            for (String name : group.names()) {
                String[] description = Objects.requireNonNull(commands.get(name), name)
                        .getCommandSpec()
                        .usageMessage()
                        .description();
                table.addRowValues(
                        help.colorScheme().commandText(name), help.colorScheme().text(firstSentence(description)));
            }
            list.append(System.lineSeparator())
                    .append(group.heading())
                    .append(System.lineSeparator())
                    .append(table);
        }
        return list.toString();
    }

    private static String firstSentence(String... description) {
        String first = description.length == 0 ? "" : description[0];
        int end = first.indexOf(". ");
        return end < 0 ? first : first.substring(0, end + 1);
    }
}
