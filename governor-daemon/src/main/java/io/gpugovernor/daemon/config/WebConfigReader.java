package io.gpugovernor.daemon.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a whole web configuration from the root of its tree. */
final class WebConfigReader {
    private static final ValueParser<Duration> INTERVAL = DurationText.within(Duration.ZERO, Duration.ofHours(1));
    private static final int MOST_BURST = 1_000_000;

    private final Findings findings;
    private final Path base;

    /** @param base folder that relative paths start from */
    WebConfigReader(Findings findings, Path base) {
        this.findings = findings;
        this.base = base;
    }

    /** The configuration; empty if anything was found wrong, which the {@link Findings} then hold. */
    Optional<WebConfig> read(Node root) {
        return Section.open(WebBlock.ROOT, "", root, findings).flatMap(this::config);
    }

    private Optional<WebConfig> config(Section root) {
        Optional<WebTls> tls = root.block(
                "tls_server_config",
                WebBlock.TLS,
                section -> new WebTlsReader(findings, base).read(section),
                Optional.empty());
        Map<String, String> headers =
                root.block("http_server_config", WebBlock.HTTP, this::http, Map.<String, String>of());
        Map<String, PasswordHash> users = root.node("basic_auth_users")
                .map(node -> new WebUsersReader(findings).read(node))
                .orElse(Map.of());
        Optional<WebConfig.RateLimit> limit =
                root.block("rate_limit", WebBlock.RATE_LIMIT, this::limit, Optional.empty());
        if (!users.isEmpty() && root.node("tls_server_config").isEmpty()) {
            findings.warning(
                    "basic_auth_users",
                    root.place("basic_auth_users"),
                    "passwords travel without encryption",
                    "add tls_server_config, unless the endpoint stays on the loopback interface");
        }
        return findings.problems().isEmpty()
                ? Optional.of(new WebConfig(tls, users, headers, limit))
                : Optional.empty();
    }

    private Map<String, String> http(Section http) {
        if (http.read("http2", ChoiceText::bool, false)) {
            findings.warning(
                    http.pathOf("http2"),
                    http.place("http2"),
                    "this endpoint speaks HTTP/1.1 whatever is written here",
                    "remove the key; every Prometheus speaks HTTP/1.1");
        }
        return http.block("headers", WebBlock.HEADERS, WebConfigReader::headers, Map.<String, String>of());
    }

    private static Map<String, String> headers(Section section) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : WebBlock.HEADERS.keys()) {
            section.read(name, text -> header(name, text)).ifPresent(value -> headers.put(name, value));
        }
        return headers;
    }

    private static String header(String name, String text) throws BadValueException {
        String value = text.strip();
        if (!value.matches("[\\x20-\\x7e]{1,4096}")) {
            throw new BadValueException("this is no header's value", "write it on one line, in ASCII");
        }
        String word = value.toLowerCase(Locale.ROOT);
        if (name.equals("X-Frame-Options") && !word.equals("deny") && !word.equals("sameorigin")) {
            throw new BadValueException("unknown value " + Quoted.of(text), "write deny or sameorigin");
        }
        if (name.equals("X-Content-Type-Options") && !word.equals("nosniff")) {
            throw new BadValueException("unknown value " + Quoted.of(text), "write nosniff");
        }
        return value;
    }

    private Optional<WebConfig.RateLimit> limit(Section limit) {
        Duration interval = limit.read(
                        "interval", text -> text.strip().equals("0") ? Duration.ZERO : INTERVAL.parse(text))
                .orElse(Duration.ZERO);
        int burst = limit.read("burst", WholeNumberText.within(0, MOST_BURST)).orElse(0);
        if (interval.isZero()) {
            return Optional.empty();
        }
        if (burst == 0) {
            findings.problem(
                    limit.pathOf("burst"),
                    limit.place("burst"),
                    "a rate limit without a burst refuses every request",
                    "write burst: 20, or interval: 0s for no limit");
            return Optional.empty();
        }
        return Optional.of(new WebConfig.RateLimit(interval, burst));
    }
}
