package io.gpugovernor.daemon.config;

import io.gpugovernor.daemon.text.Suggestion;
import io.gpugovernor.daemon.tls.TlsFiles;
import io.gpugovernor.daemon.tls.TlsTerms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads how the endpoint encrypts. Values are Go's, as exporters write them; the record holds Java's. */
final class WebTlsReader {
    private static final List<String> VERSIONS = List.of("TLS10", "TLS11", "TLS12", "TLS13");
    private static final int OLDEST_SPOKEN = 2;
    private static final Map<String, String> CURVES =
            Map.of("CurveP256", "secp256r1", "CurveP384", "secp384r1", "CurveP521", "secp521r1", "X25519", "x25519");
    private static final int MOST_ENTRIES = 64;

    private final Findings findings;
    private final Path base;

    WebTlsReader(Findings findings, Path base) {
        this.findings = findings;
        this.base = base;
    }

    Optional<WebTls> read(Section tls) {
        for (String inline : List.of("cert", "key", "client_ca")) {
            if (tls.node(inline).isPresent()) {
                findings.problem(
                        tls.pathOf(inline),
                        tls.place(inline),
                        inline + " is not taken from inside this file",
                        "write it to a file of its own and name that in " + inline + "_file");
            }
        }
        PemFindings files = new PemFindings(findings, tls);
        Optional<Path> cert = tls.read("cert_file", SettingText.file(base));
        Optional<Path> key = tls.read("key_file", SettingText.file(base));
        if (tls.node("cert_file").isEmpty() && tls.node("key_file").isEmpty()) {
            tls.requireKey("cert_file", "cert_file: server.crt and key_file: server.key");
        }
        Optional<TlsFiles.Identity> identity =
                files.identity("cert_file", cert, "key_file", key, "the server's certificate");
        Optional<Path> ca = tls.read("client_ca_file", SettingText.file(base));
        ca.ifPresent(file -> files.certificates("client_ca_file", file));
        ClientAuth auth = clientAuth(tls);
        List<String> sans = list(tls, "client_allowed_sans", text -> text.strip());
        requireSense(tls, auth, sans);
        List<String> suites = list(tls, "cipher_suites", WebTlsReader::suite);
        List<String> curves = list(tls, "curve_preferences", WebTlsReader::curve);
        boolean ownOrder = tls.read("prefer_server_cipher_suites", ChoiceText::bool, true);
        List<String> versions = versions(tls);
        return identity.map(known -> new WebTls(known, auth, ca, sans, versions, suites, ownOrder, curves));
    }

    private ClientAuth clientAuth(Section tls) {
        ClientAuth auth = tls.read("client_auth_type", WebTlsReader::clientAuth, ClientAuth.NONE);
        if (auth == ClientAuth.REQUESTED || auth == ClientAuth.ANY) {
            findings.warning(
                    tls.pathOf("client_auth_type"),
                    tls.place("client_auth_type"),
                    "whatever certificate a client makes up is believed",
                    "write RequireAndVerifyClientCert and client_ca_file");
        }
        return auth;
    }

    private void requireSense(Section tls, ClientAuth auth, List<String> sans) {
        boolean caGiven = tls.node("client_ca_file").isPresent();
        if (auth.isVerified() && !caGiven) {
            findings.problem(
                    tls.pathOf("client_ca_file"),
                    tls.place("client_auth_type"),
                    "client certificates are to be verified, but nothing says by what",
                    "add client_ca_file with the certificates that vouch for clients");
        }
        if (caGiven && auth == ClientAuth.NONE && findings.sound(tls.pathOf("client_auth_type"))) {
            findings.problem(
                    tls.pathOf("client_ca_file"),
                    tls.place("client_ca_file"),
                    "client_ca_file is given, but clients are not asked for certificates",
                    "add client_auth_type: RequireAndVerifyClientCert, or remove client_ca_file");
        }
        if (!sans.isEmpty() && !auth.isRequired()) {
            findings.problem(
                    tls.pathOf("client_allowed_sans"),
                    tls.place("client_allowed_sans"),
                    "client_allowed_sans is given, but clients need not show a certificate",
                    "add client_auth_type: RequireAndVerifyClientCert");
        }
    }

    private List<String> versions(Section tls) {
        int least = tls.read("min_version", WebTlsReader::version, OLDEST_SPOKEN);
        int most = tls.read("max_version", WebTlsReader::version, VERSIONS.size() - 1);
        if (most < OLDEST_SPOKEN) {
            findings.problem(
                    tls.pathOf("max_version"),
                    tls.place("max_version"),
                    "this endpoint speaks TLS 1.2 and 1.3 only",
                    "write TLS12 or TLS13");
        } else if (least > most) {
            findings.problem(
                    tls.pathOf("min_version"),
                    tls.place("min_version"),
                    "min_version is above max_version",
                    "raise max_version or lower min_version");
        } else if (least < OLDEST_SPOKEN) {
            findings.warning(
                    tls.pathOf("min_version"),
                    tls.place("min_version"),
                    "this endpoint speaks TLS 1.2 and 1.3 only",
                    "write TLS12");
        }
        List<String> versions = new ArrayList<>();
        for (int i = Math.max(least, OLDEST_SPOKEN); i <= most; i++) {
            versions.add(i == OLDEST_SPOKEN ? "TLSv1.2" : "TLSv1.3");
        }
        return versions;
    }

    private <T> List<T> list(Section tls, String key, ValueParser<T> parser) {
        Optional<Node> node = tls.node(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof SequenceNode sequence)
                || sequence.getValue().isEmpty()
                || sequence.getValue().size() > MOST_ENTRIES) {
            findings.problem(
                    tls.pathOf(key),
                    node.get(),
                    key + " must be a list of 1 to " + MOST_ENTRIES + " entries",
                    "write one on each line after a dash, or remove the key");
            return List.of();
        }
        List<T> values = new ArrayList<>();
        for (Node entry : sequence.getValue()) {
            Values.read(tls.pathOf(key), entry, parser, findings).ifPresent(values::add);
        }
        return values;
    }

    private static ClientAuth clientAuth(String text) throws BadValueException {
        return ClientAuth.of(text.strip()).orElseThrow(() -> unknown(text, ClientAuth.allWords()));
    }

    private static int version(String text) throws BadValueException {
        int index = VERSIONS.indexOf(text.strip());
        if (index < 0) {
            throw unknown(text, VERSIONS);
        }
        return index;
    }

    private static String suite(String text) throws BadValueException {
        if (!TlsTerms.knownSuites().contains(text.strip())) {
            String near = Suggestion.closest(text, TlsTerms.knownSuites())
                    .map(word -> "did you mean " + word + "? ")
                    .orElse("");
            throw new BadValueException(
                    "this Java does not know the cipher suite " + Quoted.of(text),
                    near + "name one such as TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, or remove cipher_suites");
        }
        return text.strip();
    }

    private static String curve(String text) throws BadValueException {
        String known = CURVES.get(text.strip());
        if (known == null) {
            throw unknown(text, CURVES.keySet().stream().sorted().toList());
        }
        if (!TlsTerms.canChooseCurves()) {
            throw new BadValueException(
                    "curves can only be chosen with Java 20 or newer, and this is Java "
                            + Runtime.version().feature(),
                    "remove curve_preferences, or use the packaged runtime");
        }
        return known;
    }

    private static BadValueException unknown(String text, List<String> words) {
        String near = Suggestion.closest(text, words)
                .map(word -> "did you mean " + word + "? ")
                .orElse("");
        return new BadValueException(
                "unknown value " + Quoted.of(text), near + "choose one of " + String.join(", ", words));
    }
}
