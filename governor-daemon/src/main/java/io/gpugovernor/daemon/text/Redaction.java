package io.gpugovernor.daemon.text;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes secrets out of text that is shown to others: a message, a file of a bundle. It knows secrets by their form and by
 * the names they are given, so it is a net under code that does not print them in the first place, and no licence to.
 */
public final class Redaction {
    /** What stands where a secret was. */
    public static final String MARK = "***";

    private static final int ANY_CASE = Pattern.CASE_INSENSITIVE;

    private record Rule(Pattern secret, String instead) {}

    private static final List<Rule> RULES = List.of(
            // a private key in PEM, cut off or not
            new Rule(
                    Pattern.compile(
                            "(-----BEGIN [A-Z0-9 ]{0,20}PRIVATE KEY-----)[^-]*(-----END [A-Z0-9 ]{0,20}PRIVATE KEY-----)?"),
                    "$1" + MARK),
            // http://user:password@host
            new Rule(Pattern.compile("([a-z][a-z0-9+.-]{0,20}://)[^/@\\s\"']{1,500}@", ANY_CASE), "$1" + MARK + "@"),
            // Authorization: Bearer ...
            new Rule(
                    Pattern.compile("\\b(Bearer|Basic|Token)([ \\t]+)[A-Za-z0-9._~+/=-]{6,}", ANY_CASE), "$1$2" + MARK),
            // bcrypt and crypt(3) hashes
            new Rule(Pattern.compile("\\$(?:2[abxy]|[156y])\\$[./A-Za-z0-9$=,]{8,}"), MARK),
            // password: ..., api_key=..., "token": "..."
            new Rule(
                    Pattern.compile(
                            "((?:password|passwd|passphrase|secret|api[_-]?key|token|credentials?)[\"']?[ \\t]{0,5}[:=][ \\t]{0,5})"
                                    + "(?:\"[^\"\\r\\n]+\"|'[^'\\r\\n]+'|[^\\s\"',}]+)",
                            ANY_CASE),
                    "$1" + MARK));

    private Redaction() {}

    /** {@code text} without what looks like a secret; text without secrets comes back as it is. */
    public static String of(String text) {
        String safe = text;
        for (Rule rule : RULES) {
            safe = rule.secret().matcher(safe).replaceAll(rule.instead());
        }
        return safe;
    }
}
