package io.gpugovernor.daemon.config;

import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.daemon.tls.Certificates;
import io.gpugovernor.daemon.tls.PrivateKeys;
import io.gpugovernor.daemon.tls.TlsFileException;
import io.gpugovernor.daemon.tls.TlsFiles;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
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
        ca.ifPresent(file -> certificates(tls, "caFile", file));
        List<X509Certificate> chain =
                cert.map(file -> certificates(tls, "certFile", file)).orElse(List.of());
        Optional<PrivateKey> read = key.flatMap(file -> key(tls, file));
        boolean certGiven = tls.node("certFile").isPresent();
        if (certGiven != tls.node("keyFile").isPresent()) {
            String lacking = certGiven ? "keyFile" : "certFile";
            findings.problem(
                    tls.pathOf(lacking),
                    tls.place(certGiven ? "certFile" : "keyFile"),
                    "a client certificate needs both certFile and keyFile",
                    "add " + lacking + ", or remove the other");
        }
        if (!chain.isEmpty()
                && read.isPresent()
                && !PrivateKeys.match(read.get(), chain.get(0).getPublicKey())) {
            findings.problem(
                    tls.pathOf("keyFile"),
                    tls.place("keyFile"),
                    key.orElseThrow() + " is not the key of " + cert.orElseThrow(),
                    "give the pair that was issued; the client's own certificate stands first in certFile");
        }
        return new TlsFiles(ca, cert.flatMap(file -> key.map(own -> new TlsFiles.Identity(file, own))), name);
    }

    private List<X509Certificate> certificates(Section tls, String key, Path file) {
        try {
            List<X509Certificate> certificates = Certificates.read(file);
            certificates.stream()
                    .flatMap(one -> Certificates.outOfDate(one, SystemTime.calendar()).stream())
                    .findFirst()
                    .ifPresent(when -> findings.warning(
                            tls.pathOf(key),
                            tls.place(key),
                            "a certificate in " + file + " " + when,
                            "renew it; the file is read again when it changes"));
            return certificates;
        } catch (TlsFileException unusable) {
            report(tls, key, unusable);
            return List.of();
        }
    }

    private Optional<PrivateKey> key(Section tls, Path file) {
        try {
            return Optional.of(PrivateKeys.read(file));
        } catch (TlsFileException unusable) {
            report(tls, "keyFile", unusable);
            return Optional.empty();
        }
    }

    private void report(Section tls, String key, TlsFileException unusable) {
        findings.problem(tls.pathOf(key), tls.place(key), unusable.getMessage(), unusable.remedy());
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
