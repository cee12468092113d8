package io.gpugovernor.daemon.cli.manual;

import static io.gpugovernor.daemon.cli.manual.Roff.bold;
import static io.gpugovernor.daemon.cli.manual.Roff.escaped;
import static io.gpugovernor.daemon.cli.manual.Roff.italic;

import java.util.Comparator;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of one command, out of the same model that {@code --help} prints. */
final class CommandPage {
    private static final String MANUAL = "gpu-governor manual";

    private final CommandSpec command;
    private final String source;

    /** @param source the program and its version */
    CommandPage(CommandSpec command, String source) {
        this.command = command;
        this.source = source;
    }

    /** {@code gpu-governor-status}: how the page is called. */
    String name() {
        return command.qualifiedName("-");
    }

    String text() {
        Roff page = new Roff(name(), 1, source, MANUAL);
        List<String> description = rendered(command.usageMessage().description());
        page.section("NAME")
                .paragraph(escaped(name()) + " \\- " + escaped(firstClause(description)))
                .section("SYNOPSIS")
                .paragraph(synopsis())
                .section("DESCRIPTION");
        describe(page, description);
        commands(page);
        arguments(page);
        options(page);
        exitStatus(page);
        if (command.parent() == null) {
            CommonSections.addTo(page);
        }
        rendered(command.usageMessage().footer()).stream()
                .filter(line -> !line.isBlank())
                .forEach(line -> page.paragraph(escaped(line)));
        seeAlso(page);
        return page.toString();
    }

    /** A paragraph a line; lines that are indented show what to type, and stay as they are. */
    private static void describe(Roff page, List<String> lines) {
        String typed = lines.stream()
                .filter(line -> line.startsWith("  "))
                .map(String::strip)
                .collect(Collectors.joining("\n"));
        lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("  "))
                .forEach(line -> page.paragraph(escaped(line)));
        if (!typed.isEmpty()) {
            page.example(typed);
        }
    }

    /** What fits on the line of an index. */
    private static String firstClause(List<String> description) {
        String first = description.isEmpty() ? "" : description.get(0);
        int end = first.indexOf(". ");
        String sentence = end < 0 ? first : first.substring(0, end);
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private String synopsis() {
        Stream<String> parts = Stream.concat(
                Stream.of(bold(command.qualifiedName(" "))),
                Stream.concat(
                        options().map(CommandPage::inSynopsis),
                        command.positionalParameters().stream().map(CommandPage::inSynopsis)));
        String line = parts.collect(Collectors.joining(" "));
        return command.subcommands().isEmpty() ? line : line + " [" + italic("COMMAND") + "]";
    }

    private static String inSynopsis(ArgSpec argument) {
        String value = argument.arity().max() > 0 ? italic(argument.paramLabel()) : "";
        String written = argument instanceof OptionSpec option
                ? bold(option.longestName()) + (value.isEmpty() ? "" : "=" + value)
                : value;
        return argument.required() ? written : "[" + written + "]";
    }

    private void commands(Roff page) {
        if (command.subcommands().isEmpty()) {
            return;
        }
        page.section("COMMANDS");
        command.subcommands()
                .forEach((name, sub) -> page.entry(
                        bold(name),
                        escaped(firstClause(rendered(
                                        sub.getCommandSpec().usageMessage().description()))
                                + ". See " + name() + "-" + name + "(1).")));
    }

    private void arguments(Roff page) {
        List<PositionalParamSpec> arguments = command.positionalParameters();
        if (arguments.isEmpty()) {
            return;
        }
        page.section("ARGUMENTS");
        arguments.forEach(argument -> page.entry(italic(argument.paramLabel()), meaning(argument)));
    }

    private void options(Roff page) {
        page.section("OPTIONS");
        options().forEach(option -> {
            String names = Stream.of(option.names())
                    .sorted(Comparator.comparingInt(String::length))
                    .map(Roff::bold)
                    .collect(Collectors.joining(", "));
            String value = option.arity().max() > 0 ? "=" + italic(option.paramLabel()) : "";
            page.entry(names + value, meaning(option));
        });
    }

    private Stream<OptionSpec> options() {
        return command.options().stream().filter(option -> !option.hidden());
    }

    private static String meaning(ArgSpec argument) {
        return escaped(String.join(" ", rendered(argument.description())));
    }

    private void exitStatus(Roff page) {
        Map<String, String> codes = command.usageMessage().exitCodeList();
        if (codes.isEmpty()) {
            return;
        }
        page.section("EXIT STATUS");
        codes.forEach((code, meaning) -> page.entry(bold(code.strip()), escaped(meaning)));
    }

    private void seeAlso(Roff page) {
        Stream<String> pages = Stream.concat(
                Stream.of("gpu-governor(1)", "gpu-governor-policy(5)"),
                command.parent() == null || command.parent().parent() == null
                        ? Stream.empty()
                        : Stream.of(command.parent().qualifiedName("-") + "(1)"));
        page.section("SEE ALSO")
                .paragraph(pages.filter(one -> !one.equals(name() + "(1)"))
                        .map(Roff::escaped)
                        .collect(Collectors.joining(", ")));
    }

    /** As {@code --help} shows it: with variables and format specifiers replaced. */
    private static List<String> rendered(String... lines) {
        return Stream.of(lines).map(CommandPage::formatted).toList();
    }

    private static String formatted(String line) {
        String plain = CommandLine.Help.Ansi.OFF.string(line);
        try {
            return plain.contains("%") ? String.format(java.util.Locale.ROOT, plain) : plain;
        } catch (IllegalFormatException literal) {
            return plain;
        }
    }
}
