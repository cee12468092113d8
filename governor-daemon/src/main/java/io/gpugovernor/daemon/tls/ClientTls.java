package io.gpugovernor.daemon.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS for outgoing connections. Its files are read again when they have changed: certificates are renewed in place. */
public final class ClientTls {
    /** Guards a key store that never leaves this process's memory. */
    private static final char[] NO_PASSPHRASE = {};

    private final TlsFiles files;
    private @Nullable SSLContext context;
    private @Nullable FileStamp stamp;

    public ClientTls(TlsFiles files) {
        this.files = files;
    }

    /**
     * What the files say at present.
     *
     * @throws TlsFileException if one of them cannot be used
     */
    public synchronized SSLContext context() throws TlsFileException {
        FileStamp now = FileStamp.of(paths());
        SSLContext known = context;
        if (known == null || !now.equals(stamp)) {
            known = read();
            context = known;
            stamp = now;
        }
        return known;
    }

    private List<Path> paths() {
        List<Path> paths = new ArrayList<>();
        files.caFile().ifPresent(paths::add);
        files.identity().ifPresent(identity -> {
            paths.add(identity.certFile());
            paths.add(identity.keyFile());
        });
        return paths;
    }

    private SSLContext read() throws TlsFileException {
        // Optional.map would hide the checked exception.
        Optional<Path> ca = files.caFile();
        Optional<TlsFiles.Identity> identity = files.identity();
        List<X509Certificate> trusted = ca.isPresent() ? Certificates.read(ca.get()) : List.of();
        try {
            SSLContext made = SSLContext.getInstance("TLS");
            made.init(
                    identity.isPresent() ? keys(identity.get()) : null,
                    trusted.isEmpty() ? null : trust(trusted),
                    null);
            return made;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalStateException("this Java cannot do TLS", unusable);
        }
    }

    private static TrustManager[] trust(List<X509Certificate> trusted) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        for (int i = 0; i < trusted.size(); i++) {
            store.setCertificateEntry("ca" + i, trusted.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] keys(TlsFiles.Identity identity)
            throws TlsFileException, GeneralSecurityException, IOException {
        List<X509Certificate> chain = Certificates.read(identity.certFile());
        PrivateKey key = PrivateKeys.read(identity.keyFile());
        if (!PrivateKeys.match(key, chain.get(0).getPublicKey())) {
            throw new TlsFileException(
                    identity.keyFile(),
                    "is not the key of " + identity.certFile(),
                    "give the pair that was issued",
                    null);
        }
        KeyStore store = emptyStore();
        store.setKeyEntry("client", key, NO_PASSPHRASE, chain.toArray(new X509Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSPHRASE);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSPHRASE);
        return store;
    }
}
