package io.gpugovernor.daemon.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request, and whose it is.
 *
 * @param values decoded, by name
 */
record Query(Map<String, String> values, Caller caller) {
    Query {
        values = Map.copyOf(values);
    }

    Query(Map<String, String> values) {
        this(values, Caller.UNKNOWN);
    }

    /** The same, asked by {@code caller}. */
    Query by(Caller caller) {
        return new Query(values, caller);
    }

    /**
     * @param raw what follows the question mark, still encoded; null if nothing
     * @throws BadRequestException if it is too long, badly encoded, or repeats a name
     */
    static Query parse(@Nullable String raw) throws BadRequestException {
        if (raw == null || raw.isEmpty()) {
            return new Query(Map.of());
        }
        if (raw.length() > ServerLimits.QUERY_CHARACTERS) {
            throw new BadRequestException(
                    "the query is longer than " + ServerLimits.QUERY_CHARACTERS + " characters; shorten it");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (values.put(name, value) != null) {
                throw new BadRequestException("the parameter " + name + " is given twice; give it once");
            }
        }
        return new Query(values);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** @throws BadRequestException if it is not a whole number from {@code least} to {@code most} */
    int number(String name, int least, int most, int ifAbsent) throws BadRequestException {
        String value = values.get(name);
        if (value == null) {
            return ifAbsent;
        }
        String wanted = name + " must be a whole number from " + least + " to " + most + ", not '" + value + "'";
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new BadRequestException(wanted);
        }
        throw new BadRequestException(wanted);
    }

    /** @throws BadRequestException if it is not a time of 0 s or more, in seconds */
    Optional<Double> seconds(String name) throws BadRequestException {
        String value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        String wanted = name + " must be a number of seconds, 0 or more, not '" + value + "'";
        try {
            double seconds = Double.parseDouble(value);
            if (Double.isFinite(seconds) && seconds >= 0) {
                return Optional.of(seconds);
            }
        } catch (NumberFormatException e) {
            throw new BadRequestException(wanted);
        }
        throw new BadRequestException(wanted);
    }

    /** @throws BadRequestException if it is neither true nor false */
    boolean flag(String name) throws BadRequestException {
        String value = values.getOrDefault(name, "false");
        if (!Set.of("true", "false").contains(value)) {
            throw new BadRequestException(name + " must be true or false, not '" + value + "'");
        }
        return Boolean.parseBoolean(value);
    }

    /** @throws BadRequestException if there is a parameter beside {@code known} */
    void allowOnly(Set<String> known) throws BadRequestException {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new BadRequestException("unknown parameter '" + name + "'; known are "
                        + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    private static String decode(String text) throws BadRequestException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("the query is not percent-encoded as it should be: '" + text + "'");
        }
    }
}
