package io.gpugovernor.daemon.http.wire;

import com.sun.net.httpserver.Headers;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes requests off a connection. Strict where clients never differ: what two readers could read in two ways is refused.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>
 */
final class RequestReader {
    private static final Pattern LINE = Pattern.compile("([A-Z]{1,16}) (\\S+) (HTTP/[0-9]\\.[0-9])");
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final InputStream in;
    private final OutputStream out;
    private final LineInput lines;

    /** @param out where a client that asks first is told to go on */
    RequestReader(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
        this.lines = new LineInput(in);
    }

    /**
     * The next request.
     *
     * @throws RefusedRequestException if it is none, or beyond the limits; nothing more can be read then
     * @throws IOException if the connection ends before it
     */
    WireRequest read() throws IOException, RefusedRequestException {
        String first = lines.read(WireLimits.LINE_BYTES, 414);
        if (first.isEmpty()) {
            first = lines.read(WireLimits.LINE_BYTES, 414); // old clients end a body with an empty line too many
        }
        Matcher line = LINE.matcher(first);
        if (!line.matches()) {
            throw new RefusedRequestException(400, "the request's first line is not METHOD PATH HTTP/1.1");
        }
        String protocol = line.group(3);
        if (!protocol.startsWith("HTTP/1.")) {
            throw new RefusedRequestException(505, "this server speaks HTTP/1.1");
        }
        URI target = target(line.group(2));
        Headers headers = headers();
        if (protocol.equals("HTTP/1.1") && values(headers, "Host").size() != 1) {
            throw new RefusedRequestException(400, "a request of HTTP/1.1 has one Host header");
        }
        return new WireRequest(line.group(1), target, protocol, headers, body(headers));
    }

    private static URI target(String text) throws RefusedRequestException {
        try {
            return new URI(text);
        } catch (URISyntaxException unreadable) {
            throw new RefusedRequestException(400, "the request's path is not a URL's: encode what is special in it");
        }
    }

    private Headers headers() throws IOException, RefusedRequestException {
        Headers headers = new Headers();
        int left = WireLimits.HEADER_BYTES;
        for (int count = 0; ; count++) {
            String line = lines.read(left, 431);
            if (line.isEmpty()) {
                return headers;
            }
            left -= line.length();
            if (count == WireLimits.HEADERS) {
                throw new RefusedRequestException(
                        431, "the request has more than " + WireLimits.HEADERS + " headers; send fewer");
            }
            int colon = line.indexOf(':');
            if (colon < 0 || !NAME.matcher(line.substring(0, colon)).matches()) {
                throw new RefusedRequestException(400, "a header is not NAME: VALUE on one line");
            }
            headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
        }
    }

    private String body(Headers headers) throws IOException, RefusedRequestException {
        if (!values(headers, "Transfer-Encoding").isEmpty()) {
            throw new RefusedRequestException(411, "a body is not taken in pieces; send its length, or none");
        }
        List<String> lengths = values(headers, "Content-Length");
        if (lengths.isEmpty()) {
            return "";
        }
        if (lengths.size() > 1 || !LENGTH.matcher(lengths.get(0)).matches()) {
            throw new RefusedRequestException(400, "a request has one Content-Length, a number of bytes");
        }
        int length = Integer.parseInt(lengths.get(0));
        if (length > WireLimits.BODY_BYTES) {
            throw new RefusedRequestException(413, "no endpoint takes a body of this size; send none");
        }
        List<String> expected = values(headers, "Expect");
        if (!expected.isEmpty()) {
            if (!expected.equals(List.of("100-continue"))) {
                throw new RefusedRequestException(417, "nothing but 100-continue can be expected");
            }
            out.write(CONTINUE);
            out.flush();
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the body ended before its end");
        }
        return new String(body, StandardCharsets.ISO_8859_1);
    }

    private static List<String> values(Headers headers, String name) {
        return headers.getOrDefault(name, List.of());
    }
}
