package io.gpugovernor.daemon.cli.manual;

import java.util.regex.Pattern;

/**
 * The text of one manual page in roff with the man macros. Only what the pages here need: it is a hundred lines, where a
 * converter from another format brings tens of megabytes into the build.
 */
final class Roff {
    private static final Pattern CONTROL = Pattern.compile("(?m)^(?=[.'])");

    private final StringBuilder text = new StringBuilder();

    /**
     * @param section 1 for commands, 5 for files
     * @param source the program and its version
     */
    Roff(String name, int section, String source, String manual) {
        line(".TH \"" + escaped(name.toUpperCase(java.util.Locale.ROOT)) + "\" \"" + section + "\" \"\" \""
                + escaped(source) + "\" \"" + escaped(manual) + "\"");
        line(".nh"); // words that are typed must not be hyphenated
        line(".ad l");
    }

    Roff section(String title) {
        return line(".SH \"" + escaped(title) + "\"");
    }

    Roff subsection(String title) {
        return line(".SS \"" + escaped(title) + "\"");
    }

    /** A paragraph of its own; {@code roff} is escaped already. */
    Roff paragraph(String roff) {
        return line(".PP").line(roff);
    }

    /** A term and below it, indented, what it means; both are escaped already. */
    Roff entry(String term, String meaning) {
        return line(".TP").line(term).line(meaning.isEmpty() ? "\\&" : meaning);
    }

    /** Lines that are shown as they are; plain text. */
    Roff example(String lines) {
        line(".PP").line(".RS 4").line(".nf");
        lines.lines().forEach(one -> line(escaped(one)));
        return line(".fi").line(".RE");
    }

    static String bold(String plain) {
        return "\\fB" + escaped(plain) + "\\fR";
    }

    static String italic(String plain) {
        return "\\fI" + escaped(plain) + "\\fR";
    }

    /** {@code plain} so that it is shown as it is: typed dashes, backslashes, and no line that is taken for a command. */
    static String escaped(String plain) {
        String dashes = plain.replace("\\", "\\e").replace("-", "\\-").replace("\"", "\\(dq");
        return CONTROL.matcher(dashes).replaceAll("\\\\&");
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private Roff line(String roff) {
        text.append(roff).append('\n');
        return this;
    }
}
