package io.gpugovernor.daemon.http.wire;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** One request and its answer, both whole in memory, so that whoever answers never waits for a client. */
final class WireExchange extends HttpExchange {
    private final WireRequest request;
    private final Socket socket;
    private final Headers answered = new Headers();
    private final Map<String, Object> attributes = new HashMap<>();
    private final InputStream body;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private int status = -1;

    WireExchange(WireRequest request, Socket socket) {
        this.request = request;
        this.socket = socket;
        this.body = new ByteArrayInputStream(request.body().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** What was agreed on with the client; empty on a connection that is not encrypted. */
    Optional<SSLSession> session() {
        return socket instanceof SSLSocket encrypted ? Optional.of(encrypted.getSession()) : Optional.empty();
    }

    /** What is to be sent. */
    byte[] answer() {
        return answer.toByteArray();
    }

    @Override
    public Headers getRequestHeaders() {
        return request.headers();
    }

    @Override
    public Headers getResponseHeaders() {
        return answered;
    }

    @Override
    public URI getRequestURI() {
        return request.target();
    }

    @Override
    public String getRequestMethod() {
        return request.method();
    }

    @Override
    public HttpContext getHttpContext() {
        throw new UnsupportedOperationException("this server has one context");
    }

    @Override
    public void close() {
        // The connection does that.
    }

    @Override
    public InputStream getRequestBody() {
        return body;
    }

    @Override
    public OutputStream getResponseBody() {
        return answer;
    }

    @Override
    public void sendResponseHeaders(int status, long length) {
        this.status = status;
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return (InetSocketAddress) socket.getRemoteSocketAddress();
    }

    /** The status of the answer; -1 before there is one. */
    @Override
    public int getResponseCode() {
        return status;
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public String getProtocol() {
        return request.protocol();
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return attributes.get(name);
    }

    @Override
    public void setAttribute(String name, Object value) {
        attributes.put(name, value);
    }

    @Override
    public void setStreams(InputStream in, OutputStream out) {
        throw new UnsupportedOperationException("this server has no filters");
    }

    @Override
    public @Nullable HttpPrincipal getPrincipal() {
        return null;
    }
}
