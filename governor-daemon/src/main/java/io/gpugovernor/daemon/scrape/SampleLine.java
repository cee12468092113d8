package io.gpugovernor.daemon.scrape;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Walks over one sample from behind its name to the end of its line: labels, then value. */
final class SampleLine {
    private static final int END = -1;

    private final byte[] text;
    private final int end;
    private final int line;
    private final int maxLabels;
    private int at;
    private boolean exemplar;

    SampleLine(byte[] text, int from, int to, int line, int maxLabels) {
        this.text = text;
        this.at = from;
        this.end = to;
        this.line = line;
        this.maxLabels = maxLabels;
    }

    /** The labels in braces, if there are any. */
    Map<String, String> labels() throws ExpositionException {
        skipBlanks();
        if (peek() != '{') {
            return Map.of();
        }
        at++;
        return labelsUpToBrace();
    }

    /** The labels of a sample whose name stands quoted inside the braces, as names with unusual characters do. */
    Map<String, String> labelsBehindQuotedName() throws ExpositionException {
        expect('{', "'{'");
        skipBlanks();
        quoted();
        skipBlanks();
        if (peek() == ',') {
            at++;
        }
        return labelsUpToBrace();
    }

    /** The value; what may follow it, a time and an exemplar, is checked and dropped. */
    double value() throws ExpositionException {
        double value = number("value");
        skipBlanks();
        if (peek() != END && peek() != '#') {
            number("time");
            skipBlanks();
        }
        exemplar = peek() == '#';
        if (peek() != END && !exemplar) {
            throw problem("expected the end of the line, found " + found());
        }
        return value;
    }

    /** Whether an exemplar follows the value that was read. */
    boolean hasExemplar() {
        return exemplar;
    }

    /** The next byte to read. Behind the labels that is their brace's end, or the first byte of the value. */
    int position() {
        return at;
    }

    private Map<String, String> labelsUpToBrace() throws ExpositionException {
        Map<String, String> labels = new HashMap<>();
        skipBlanks();
        while (peek() != '}') {
            String name = peek() == '"' ? quoted() : labelName();
            skipBlanks();
            expect('=', "'=' behind label " + name);
            skipBlanks();
            if (labels.put(name, quoted()) != null) {
                throw problem("label " + name + " stands twice");
            }
            if (labels.size() > maxLabels) {
                throw problem("more than " + maxLabels + " labels");
            }
            skipBlanks();
            if (peek() != '}') {
                expect(',', "',' or '}' behind label " + name);
                skipBlanks();
            }
        }
        at++;
        return Map.copyOf(labels);
    }

    private String labelName() throws ExpositionException {
        int from = at;
        while (Characters.isLabelPart(peek(), at > from)) {
            at++;
        }
        if (at == from) {
            throw problem("expected a label name, found " + found());
        }
        return new String(text, from, at - from, StandardCharsets.US_ASCII);
    }

    private String quoted() throws ExpositionException {
        expect('"', "'\"'");
        int from = at;
        while (peek() != '"') {
            if (peek() == '\\') {
                return unescaped(from);
            }
            if (peek() == END) {
                throw problem("a quoted text does not end");
            }
            at++;
        }
        String value = decoded(text, from, at - from);
        at++;
        return value;
    }

    /** The rest of a quoted text that holds an escape. */
    private String unescaped(int from) throws ExpositionException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        plain.write(text, from, at - from);
        while (peek() != '"') {
            int c = peek();
            if (c == '\\' && at + 1 < end) {
                at++;
                plain.writeBytes(escaped());
            } else if (c != END) {
                plain.write(c);
            } else {
                throw problem("a quoted text does not end");
            }
            at++;
        }
        at++;
        return decoded(plain.toByteArray(), 0, plain.size());
    }

    /** What the backslash before the next byte makes of it; one that escapes nothing is a backslash. */
    private byte[] escaped() {
        return switch (text[at]) {
            case 'n' -> new byte[] {'\n'};
            case '"', '\\' -> new byte[] {text[at]};
            default -> new byte[] {'\\', text[at]};
        };
    }

    private String decoded(byte[] bytes, int from, int length) throws ExpositionException {
        String value = new String(bytes, from, length, StandardCharsets.UTF_8);
        // Only a text that holds the replacement character may have been broken; the strict decoder is slow.
        if (value.indexOf('\uFFFD') >= 0) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
            } catch (CharacterCodingException e) {
                throw problem("a quoted text is not UTF-8");
            }
        }
        return value;
    }

    private double number(String what) throws ExpositionException {
        skipBlanks();
        int from = at;
        while (peek() != END && !Characters.isBlank(peek())) {
            at++;
        }
        try {
            return Numbers.parse(text, from, at);
        } catch (NumberFormatException e) {
            at = from;
            throw problem("expected a number as " + what + ", found " + found());
        }
    }

    private void expect(char wanted, String name) throws ExpositionException {
        if (peek() != wanted) {
            throw problem("expected " + name + ", found " + found());
        }
        at++;
    }

    private void skipBlanks() {
        while (Characters.isBlank(peek())) {
            at++;
        }
    }

    private int peek() {
        return at < end ? text[at] & 0xFF : END;
    }

    private String found() {
        return Excerpt.of(text, at, end);
    }

    private ExpositionException problem(String problem) {
        return new ExpositionException(line, problem);
    }
}
