package io.gpugovernor.daemon.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** TLS for outgoing connections. Its files are read again when they have changed: certificates are renewed in place. */
public final class ClientTls {
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
                    identity.isPresent() ? KeyStores.keys(identity.get()) : null,
                    trusted.isEmpty() ? null : KeyStores.trust(trusted),
                    null);
            return made;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalStateException("this Java cannot do TLS", unusable);
        }
    }
}
