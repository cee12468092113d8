package io.gpugovernor.daemon.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the head of an HTTP/1.1 answer.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>
 */
final class HeadReader {
    /** Servers and proxies send a few hundred bytes; most refuse requests with more than 8 KiB themselves. */
    private static final int HEAD_BYTES = 32 << 10;

    /** Interim answers (status 100 to 199) before the real one. No server sends more than one. */
    private static final int INTERIM_ANSWERS = 4;

    /** Characters of a header's name other than letters and digits. */
    private static final String TOKEN_SIGNS = "!#$%&'*+.^_`|~-";

    private static final String PROTOCOL = "HTTP/1.";
    /** Where the digit after the point, the status and the reason begin. */
    private static final int MINOR = PROTOCOL.length();

    private static final int STATUS = MINOR + 2;
    private static final int REASON = STATUS + 3;

    private final InputStream in;
    private int left = HEAD_BYTES;

    private HeadReader(InputStream in) {
        this.in = in;
    }

    /**
     * @throws UnansweredException if there is not one byte
     * @throws SocketTimeoutException if it is not there in time, on a line that knows its time
     * @throws ProtocolException if it is not HTTP, or longer than 32 KiB
     */
    static Head read(InputStream in) throws IOException {
        in.mark(1);
        int first;
        try {
            first = in.read();
        } catch (SocketTimeoutException late) {
            throw late;
        } catch (IOException reset) {
            throw new UnansweredException(reset);
        }
        if (first < 0) {
            throw new UnansweredException(null);
        }
        in.reset();
        HeadReader reader = new HeadReader(in);
        for (int i = 0; i <= INTERIM_ANSWERS; i++) {
            Head head = reader.head();
            if (head.status() >= 200) {
                return head;
            }
        }
        throw new ProtocolException("too many interim answers");
    }

    /** Reads what may stand behind the last chunk of a body. */
    static void skipTrailers(InputStream in) throws IOException {
        new HeadReader(in).headers();
    }

    /** A line of {@code in} without its end; at most {@code most} bytes. */
    static String line(InputStream in, int most) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i <= most; i++) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the answer breaks off");
            }
            if (next == '\n') {
                int end = line.length();
                return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
            }
            line.append((char) next); // Bytes as ISO 8859-1, as HTTP has it.
        }
        throw new ProtocolException("the answer's head is too long");
    }

    private Head head() throws IOException {
        String line = line();
        boolean http = line.length() >= REASON
                && line.startsWith(PROTOCOL)
                && (line.charAt(MINOR) == '0' || line.charAt(MINOR) == '1')
                && line.charAt(MINOR + 1) == ' '
                && line.charAt(STATUS) >= '1'
                && line.charAt(STATUS) <= '5'
                && isDigit(line.charAt(STATUS + 1))
                && isDigit(line.charAt(STATUS + 2))
                && (line.length() == REASON || (line.charAt(REASON) == ' ' && isText(line)));
        if (!http) {
            throw new ProtocolException("the answer is not HTTP/1.1");
        }
        return new Head(Integer.parseInt(line.substring(STATUS, REASON)), line.charAt(MINOR) == '1', headers());
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || !isToken(line, colon) || !isText(line)) {
                throw new ProtocolException("a header of the answer is malformed");
            }
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(trimmed(line, colon + 1));
        }
        return headers;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether all before {@code end} may stand in a header's name. */
    private static boolean isToken(String line, int end) {
        for (int i = 0; i < end; i++) {
            char c = line.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !isDigit(c) && TOKEN_SIGNS.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether nothing in it would end a line for somebody else. */
    private static boolean isText(String line) {
        return line.indexOf('\r') < 0 && line.indexOf('\u0085') < 0;
    }

    /** What comes at {@code begin}, without the spaces and tabs around it. */
    private static String trimmed(String line, int begin) {
        int from = begin;
        int to = line.length();
        while (from < to && isBlank(line.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(line.charAt(to - 1))) {
            to--;
        }
        return line.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private String line() throws IOException {
        String line = line(in, left);
        left -= line.length() + 1;
        if (left < 0) {
            throw new ProtocolException("the answer's head is too long");
        }
        return line;
    }
}
