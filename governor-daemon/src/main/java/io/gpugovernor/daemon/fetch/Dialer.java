package io.gpugovernor.daemon.fetch;

import io.gpugovernor.daemon.tls.ClientTls;
import io.gpugovernor.daemon.tls.TlsFileException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Opens connections to one address. */
final class Dialer {
    /** Addresses of one name that are tried: the two families of a host, and some. */
    private static final int MOST_ADDRESSES = 4;

    private final Address address;
    private final Optional<ClientTls> tls;

    Dialer(Address address) {
        this.address = address;
        this.tls = address instanceof Address.Tcp tcp ? tcp.tls().map(ClientTls::new) : Optional.empty();
    }

    /**
     * @param attempt is told what to close when it is given up
     * @param patience longest that a host may take to accept
     */
    Line dial(Attempt attempt, Duration patience) throws IOException, TlsFileException {
        if (address instanceof Address.UnixSocket unix) {
            return dial(unix, attempt);
        }
        Address.Tcp tcp = (Address.Tcp) address;
        Socket socket = connect(tcp, attempt, patience);
        try {
            return tls.isPresent() ? secured(socket, tcp, tls.get()) : plain(socket);
        } catch (IOException | TlsFileException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    private static Line dial(Address.UnixSocket unix, Attempt attempt) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            attempt.uses(channel);
            channel.connect(UnixDomainSocketAddress.of(unix.path()));
            return new Line(
                    Channels.newInputStream(channel), Channels.newOutputStream(channel), channel, channel, true);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    private static Socket connect(Address.Tcp tcp, Attempt attempt, Duration patience) throws IOException {
        IOException last = new ConnectException("no address");
        InetAddress[] candidates = InetAddress.getAllByName(tcp.host());
        for (int i = 0; i < Math.min(candidates.length, MOST_ADDRESSES); i++) {
            Socket socket = new Socket();
            try {
                attempt.uses(socket);
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(candidates[i], tcp.port()), milliseconds(patience));
                return socket;
            } catch (IOException refused) {
                socket.close();
                last = refused;
            }
        }
        throw last;
    }

    private static Line plain(Socket socket) throws IOException {
        return new Line(new TimedInput(socket), socket.getOutputStream(), socket, socket, isLocal(socket));
    }

    private static Line secured(Socket socket, Address.Tcp tcp, ClientTls tls) throws IOException, TlsFileException {
        String name = tcp.tls().flatMap(files -> files.serverName()).orElse(tcp.host());
        SSLSocket secured = (SSLSocket) tls.context().getSocketFactory().createSocket(socket, name, tcp.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        // Without this, any certificate of a trusted authority would do, whoever's it is.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        requireValid(secured);
        return new Line(secured.getInputStream(), secured.getOutputStream(), socket, secured, isLocal(socket));
    }

    /** Java takes a certificate that is itself among the trusted ones whatever its date. */
    private static void requireValid(SSLSocket secured) throws SSLException {
        try {
            ((X509Certificate) secured.getSession().getPeerCertificates()[0]).checkValidity();
        } catch (CertificateException outOfDate) {
            throw new SSLException("the certificate is out of date", outOfDate);
        }
    }

    private static boolean isLocal(Socket socket) {
        InetAddress peer = socket.getInetAddress();
        return peer.isLoopbackAddress() || peer.equals(socket.getLocalAddress());
    }

    private static int milliseconds(Duration patience) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, patience.toMillis()));
    }
}
