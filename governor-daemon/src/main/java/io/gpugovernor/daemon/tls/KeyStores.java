package io.gpugovernor.daemon.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** What PEM files hold, as Java's TLS wants it. */
final class KeyStores {
    /** Guards a key store that never leaves this process's memory. */
    private static final char[] NO_PASSPHRASE = {};

    private KeyStores() {}

    /** Trusts what {@code trusted} vouches for, and nothing else. */
    static TrustManager[] trust(List<X509Certificate> trusted) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        for (int i = 0; i < trusted.size(); i++) {
            store.setCertificateEntry("ca" + i, trusted.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** @throws TlsFileException if the files cannot be used, or are no pair */
    static KeyManager[] keys(TlsFiles.Identity identity)
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
        store.setKeyEntry("own", key, NO_PASSPHRASE, chain.toArray(new X509Certificate[0]));
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
