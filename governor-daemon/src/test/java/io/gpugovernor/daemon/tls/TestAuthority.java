package io.gpugovernor.daemon.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority in a folder, made by the JDK's keytool, and what it issues. Nothing of it is kept. */
public final class TestAuthority {
    private static final char[] PASSPHRASE = "changeit".toCharArray();

    private final Path folder;
    private final Path store;

    /** @param folder empty, and gone after the test */
    public TestAuthority(Path folder) throws Exception {
        this.folder = folder;
        this.store = folder.resolve("store.p12");
        keytool("-alias", "ca", "-dname", "CN=ca", "-ext", "bc:critical=ca:true", "-validity", "30");
    }

    /** Issues a certificate for 127.0.0.1 and vllm.example that is valid from {@code start}, such as {@code -9d}. */
    public TestAuthority issue(String name, String start, int days) throws Exception {
        keytool(
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-signer",
                "ca",
                "-signerkeypass",
                new String(PASSPHRASE),
                "-ext",
                "san=ip:127.0.0.1,dns:vllm.example",
                "-startdate",
                start,
                "-validity",
                String.valueOf(days));
        return this;
    }

    /** The certificate as a PEM file, with the authority's behind it. */
    public Path certificate(String name) throws Exception {
        StringBuilder pem = new StringBuilder();
        for (var one : open().getCertificateChain(name)) {
            pem.append(section("CERTIFICATE", one.getEncoded()));
        }
        return Files.writeString(folder.resolve(name + ".pem"), pem);
    }

    /** Its private key as a PEM file. */
    public Path key(String name) throws Exception {
        return Files.writeString(
                folder.resolve(name + ".key"),
                section("PRIVATE KEY", open().getKey(name, PASSPHRASE).getEncoded()));
    }

    /** TLS for a server that proves itself with {@code name}'s certificate and trusts whom this authority certifies. */
    public SSLContext serving(String name) throws Exception {
        KeyStore own = empty();
        own.setKeyEntry(name, open().getKey(name, PASSPHRASE), PASSPHRASE, open().getCertificateChain(name));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSPHRASE);
        KeyStore trusted = empty();
        trusted.setCertificateEntry("ca", open().getCertificate("ca"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private KeyStore open() throws GeneralSecurityException, IOException {
        KeyStore opened = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            opened.load(in, PASSPHRASE);
        }
        return opened;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore made = KeyStore.getInstance("PKCS12");
        made.load(null, PASSPHRASE);
        return made;
    }

    private static String section(String label, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    private void keytool(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSPHRASE)));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + Files.readString(folder.resolve("keytool.log")));
        }
    }
}
