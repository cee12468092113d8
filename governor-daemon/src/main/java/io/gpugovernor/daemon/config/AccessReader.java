package io.gpugovernor.daemon.config;

import io.gpugovernor.daemon.tls.TlsFiles;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads how to get at an engine, and looks into the files that are named: nothing of theirs is quoted. */
final class AccessReader {
    private static final Pattern SERVER_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

    private final Findings findings;
    private final Path base;

    /** @param base folder that relative paths start from */
    AccessReader(Findings findings, Path base) {
        this.findings = findings;
        this.base = base;
    }

    EngineAccess read(Section engine, URI url) {
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        boolean filter = engine.read("nameFilter", SettingText::autoOrOff, EngineAccess.DEFAULT.nameFilter());
        Optional<Path> token = engine.read("bearerTokenFile", SettingText.file(base));
        token.ifPresent(file -> look(engine, file, secure, url));
        if (engine.node("tls").isPresent() && !secure) {
            findings.problem(
                    engine.pathOf("tls"),
                    engine.place("tls"),
                    "tls is given, but the engine's URL is not https",
                    "write https:// in engine.url, or remove tls");
        }
        Optional<TlsFiles> tls = engine.block("tls", Block.TLS, section -> Optional.of(tls(section)), Optional.empty());
        return new EngineAccess(filter, token, tls);
    }

    private void look(Section engine, Path token, boolean secure, URI url) {
        String path = engine.pathOf("bearerTokenFile");
        if (!Files.isRegularFile(token)) {
            String message = Files.exists(token) ? " is no file" : " does not exist";
            findings.problem(path, engine.place("bearerTokenFile"), token + message, "check the path");
        } else if (!Files.isReadable(token)) {
            findings.problem(
                    path, engine.place("bearerTokenFile"), token + " may not be read", "check its owner and mode");
        }
        if (!secure && url.getHost() != null && !isLoopback(url.getHost())) {
            findings.warning(
                    path,
                    engine.place("bearerTokenFile"),
                    "the token travels over the network without encryption",
                    "write https:// in engine.url, if the engine speaks TLS");
        }
    }

    private static boolean isLoopback(String host) {
        // Only literals: a look at the policy file must not wait for a name service.
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    private TlsFiles tls(Section tls) {
        Optional<Path> ca = tls.read("caFile", SettingText.file(base));
        Optional<Path> cert = tls.read("certFile", SettingText.file(base));
        Optional<Path> key = tls.read("keyFile", SettingText.file(base));
        Optional<String> name = tls.read("serverName", AccessReader::serverName);
        PemFindings files = new PemFindings(findings, tls);
        ca.ifPresent(file -> files.certificates("caFile", file));
        return new TlsFiles(ca, files.identity("certFile", cert, "keyFile", key, "a client certificate"), name);
    }

    private static String serverName(String text) throws BadValueException {
        String name = text.strip();
        if (!SERVER_NAME.matcher(name).matches()) {
            throw new BadValueException(
                    Quoted.of(text) + " is not a host name",
                    "write the name in the engine's certificate: vllm.example");
        }
        return name;
    }
}
