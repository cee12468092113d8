package io.gpugovernor.daemon.scrape;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Reads one sample by the letter of OpenMetrics, where every blank has its place. */
final class OpenMetricsLine {
    /** The most characters that the names and values of an exemplar's labels may have together. */
    private static final int EXEMPLAR_CHARACTERS = 128;

    private final String text;
    private final int line;
    private int at;

    OpenMetricsLine(String text, int line) {
        this.text = text;
        this.line = line;
    }

    OpenMetricsSample sample() throws ExpositionException {
        String name = name();
        Map<String, String> labels = peek() == '{' ? labels() : Map.of();
        double value = number("value");
        OptionalDouble time = OptionalDouble.empty();
        if (text.startsWith(" ", at) && !text.startsWith(" # ", at)) {
            time = OptionalDouble.of(time());
        }
        boolean exemplar = text.startsWith(" # ", at);
        if (exemplar) {
            at += 2;
            exemplar();
        }
        if (at < text.length()) {
            throw problem("expected the end of the line, found " + found());
        }
        return new OpenMetricsSample(line, name, labels, value, time, exemplar);
    }

    private void exemplar() throws ExpositionException {
        expect(' ', "a blank before the exemplar");
        int characters = labels().entrySet().stream()
                .mapToInt(label -> length(label.getKey()) + length(label.getValue()))
                .sum();
        if (characters > EXEMPLAR_CHARACTERS) {
            throw problem("the exemplar's labels have " + characters + " characters, more than " + EXEMPLAR_CHARACTERS);
        }
        number("the exemplar's value");
        if (at < text.length()) {
            time();
        }
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private String name() throws ExpositionException {
        int from = at;
        while (Characters.isMetricPart(peek(), at > from)) {
            at++;
        }
        if (at == from) {
            throw problem("expected a metric name, found " + found());
        }
        return text.substring(from, at);
    }

    private Map<String, String> labels() throws ExpositionException {
        Map<String, String> labels = new HashMap<>();
        expect('{', "'{'");
        while (peek() != '}') {
            if (!labels.isEmpty()) {
                expect(',', "',' or '}'");
            }
            String name = labelName();
            expect('=', "'=' behind label " + name);
            if (labels.put(name, quoted()) != null) {
                throw problem("label " + name + " stands twice");
            }
        }
        at++;
        return labels;
    }

    private String labelName() throws ExpositionException {
        int from = at;
        while (Characters.isLabelPart(peek(), at > from)) {
            at++;
        }
        if (at == from) {
            throw problem("expected a label name, found " + found());
        }
        return text.substring(from, at);
    }

    private String quoted() throws ExpositionException {
        expect('"', "'\"'");
        StringBuilder value = new StringBuilder();
        while (peek() != '"') {
            if (peek() == '\\' && at + 1 < text.length()) {
                value.append(Characters.unescaped(text.charAt(at + 1)));
                at++;
            } else if (at < text.length()) {
                value.append(text.charAt(at));
            } else {
                throw problem("a quoted text does not end");
            }
            at++;
        }
        at++;
        return value.toString();
    }

    private double time() throws ExpositionException {
        int from = at;
        double time = number("timestamp");
        if (!Double.isFinite(time)) {
            at = from;
            throw problem("a timestamp must be finite, found " + found());
        }
        return time;
    }

    private double number(String what) throws ExpositionException {
        expect(' ', "one blank and a number as " + what);
        int from = at;
        int blank = text.indexOf(' ', at);
        at = blank < 0 ? text.length() : blank;
        try {
            return Numbers.parse(text.substring(from, at));
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

    private int peek() {
        return at < text.length() ? text.charAt(at) : -1;
    }

    private String found() {
        return Excerpt.of(text.substring(at));
    }

    private ExpositionException problem(String problem) {
        return new ExpositionException(line, problem);
    }
}
