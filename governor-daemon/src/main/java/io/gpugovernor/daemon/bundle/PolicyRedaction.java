package io.gpugovernor.daemon.bundle;

import io.gpugovernor.daemon.text.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of a policy file, also out of one that is no YAML. Beyond {@link Redaction}: comments go, since anything
 * may stand in them, and so do the lines below a key with a secret name.
 */
public final class PolicyRedaction {
    private static final Pattern COMMENT = Pattern.compile("(^|[ \\t])#.*$");
    private static final Pattern KEY =
            Pattern.compile("^([ \\t]*(?:- +)?)[\"']?([\\w.-]+)[\"']?[ \\t]*:[ \\t]*([|>\\[{&!].*)?$");

    private final Redaction redaction;

    public PolicyRedaction(Redaction redaction) {
        this.redaction = redaction;
    }

    /** {@code yaml} with the same number of lines. */
    public String of(String yaml) {
        List<String> lines = new ArrayList<>();
        int below = -1;
        for (String line : yaml.split("\n", -1)) {
            boolean inside = below >= 0 && (line.isBlank() || indent(line) > below || isItem(line, below));
            if (inside) {
                lines.add(line.isBlank() ? line : " ".repeat(indent(line)) + Redaction.REMOVED);
                continue;
            }
            String bare = COMMENT.matcher(line).replaceAll("$1# " + Matcher.quoteReplacement(Redaction.REMOVED));
            Matcher key = KEY.matcher(COMMENT.matcher(line).replaceAll("").stripTrailing());
            boolean secret = key.matches() && Redaction.isSecretName(key.group(2));
            below = secret ? key.group(1).length() : -1;
            lines.add(secret ? key.group(1) + key.group(2) + ": " + Redaction.REMOVED : bare);
        }
        return redaction.of(String.join("\n", lines));
    }

    private static int indent(String line) {
        int indent = 0;
        while (indent < line.length() && (line.charAt(indent) == ' ' || line.charAt(indent) == '\t')) {
            indent++;
        }
        return indent;
    }

    /** An item of a list may stand at its key's own indentation. */
    private static boolean isItem(String line, int indent) {
        return indent(line) == indent
                && (line.startsWith("- ", indent) || line.substring(indent).equals("-"));
    }
}
