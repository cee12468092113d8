package io.gpugovernor.daemon.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of text that others are to read: a message, a report that leaves the node. What is known is taken out wherever it stands; what is not known is
 * told by its place (the value of a key called password, the user in a URL) or by its form (a private key, a token with a
 * well-known beginning). Where in doubt, it takes out. It is a net under code that does not print secrets in the first
 * place, and no licence to.
 */
public final class Redaction {
    public static final String REMOVED = "(removed)";

    /** Shorter ones stand in ordinary words, and taking them out would leave nothing to read. */
    private static final int SHORTEST_KNOWN = 4;

    private static final String SECRET_NAME = "(?:[\\w.-]*(?:passw(?:or)?d|passphrase|secret|credential|api[_-]?key"
            + "|access[_-]?key|private[_-]?key|auth[_-]?key|cookie)[\\w.-]*|[\\w.-]*token|authorization|proxy-authorization"
            + "|x-[\\w-]*auth[\\w-]*|[\\w.-]*_pass|pass|auth|pwd|signature|sig)";

    /** A key with its value: in quotes to the closing one, after an equals sign to the next blank, else to the line's end. */
    private static final Pattern NAMED = Pattern.compile("(?i)(?<![\\w.])(" + SECRET_NAME + "\\b\\\\?[\"']?[ \\t]*)"
            + "(?:([:=][ \\t]*)(\\\\?\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\"|'[^'\\n]*')"
            + "|(=[ \\t]*)[^\\s&\"']+"
            + "|(:[ \\t]*)(?![ \\t]|null\\b)[^\\n]+)");

    /** As arguments of a program: {@code --api-key VALUE}. */
    private static final Pattern ARGUMENT =
            Pattern.compile("(?i)(--?" + SECRET_NAME + ")([ \\t,\"']+)(?!-)[^\\s\"',]+");

    private static final Pattern USER_IN_URL = Pattern.compile("://[^/\\s\"'<>]*@");

    private static final Pattern SCHEME =
            Pattern.compile("(?i)\\b(bearer|basic|digest|negotiate)([ \\t]+|%20)[^\\s\"',]+");

    private static final List<Pattern> SHAPES = List.of(
            Pattern.compile("\\bhf_[A-Za-z0-9]{8,}"),
            Pattern.compile("\\bsk-[A-Za-z0-9_-]{8,}"),
            Pattern.compile("\\bnvapi-[A-Za-z0-9_-]{8,}"),
            Pattern.compile("\\bgh[pousr]_[A-Za-z0-9]{16,}"),
            Pattern.compile("\\bgl[a-z]{2,3}-[A-Za-z0-9_-]{16,}"),
            Pattern.compile("\\bxox[a-z]-[A-Za-z0-9-]{8,}"),
            Pattern.compile("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"),
            Pattern.compile("\\beyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]*)?"),
            // bcrypt and crypt(3) hashes
            Pattern.compile("\\$(?:2[abxy]|[156y])\\$[./A-Za-z0-9$=,]{8,}"));

    private final List<String> known;

    /** @param known secrets that are known to this process, such as the content of a token file */
    public Redaction(Collection<String> known) {
        this.known = known.stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(secret -> secret.length() >= SHORTEST_KNOWN)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** {@code text} without secrets. */
    public String of(String text) {
        String clean = text;
        for (String secret : known) {
            clean = clean.replace(secret, REMOVED);
        }
        clean = PrivateKeyText.removed(clean, REMOVED);
        clean = USER_IN_URL.matcher(clean).replaceAll("://" + Matcher.quoteReplacement(REMOVED) + "@");
        clean = NAMED.matcher(clean).replaceAll(Redaction::named);
        clean = ARGUMENT.matcher(clean).replaceAll("$1$2" + Matcher.quoteReplacement(REMOVED));
        clean = SCHEME.matcher(clean).replaceAll("$1 " + Matcher.quoteReplacement(REMOVED));
        for (Pattern shape : SHAPES) {
            clean = shape.matcher(clean).replaceAll(Matcher.quoteReplacement(REMOVED));
        }
        return clean;
    }

    private static String named(MatchResult found) {
        String quoted = found.group(3);
        String value = REMOVED;
        String sign = found.group(4) != null ? found.group(4) : found.group(5);
        if (quoted != null) {
            String quote = quoted.startsWith("\\") ? "\\\"" : quoted.substring(0, 1);
            value = quote + REMOVED + quote;
            sign = found.group(2);
        }
        return Matcher.quoteReplacement(found.group(1) + sign + value);
    }

    /** Whether a variable or key of this name is likely to hold a secret. */
    public static boolean isSecretName(String name) {
        return Pattern.compile("(?i)" + SECRET_NAME).matcher(name).matches();
    }
}
