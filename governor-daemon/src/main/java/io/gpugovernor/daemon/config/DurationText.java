package io.gpugovernor.daemon.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as operators write them: a number and a unit, {@code 500ms}, {@code 1.5s}, {@code 1h}. */
public final class DurationText {
    /** Digits are bounded so that no text makes the arithmetic slow or overflow. */
    private static final Pattern FORM = Pattern.compile("(-?)(\\d{1,12}(?:\\.\\d{1,12})?) ?([a-zA-Z]*)");

    /** Nanoseconds of each unit, the largest first, so that {@link #format} finds the shortest text. */
    private static final Map<String, Long> UNITS = units();

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final String REMEDY = "write a number and a unit: 500ms, 3s, 10m, 1h";

    private DurationText() {}

    /** @throws BadValueException if {@code text} is not a duration of zero to 366 days in whole nanoseconds */
    public static Duration parse(String text) throws BadValueException {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new BadValueException(Quoted.of(text) + " is not a duration", REMEDY);
        }
        if (!form.group(1).isEmpty()) {
            throw new BadValueException("a duration cannot be negative: " + Quoted.of(text), REMEDY);
        }
        String unit = form.group(3);
        if (unit.isEmpty()) {
            throw new BadValueException("the duration " + Quoted.of(text) + " has no unit", REMEDY);
        }
        Long nanos = UNITS.get(unit);
        if (nanos == null) {
            throw new BadValueException(
                    Quoted.of(unit) + " is not a unit of time", "use one of " + String.join(", ", UNITS.keySet()));
        }
        return exact(text, form.group(2), nanos);
    }

    /** Reads durations of {@code least} to {@code most}, both included. */
    public static ValueParser<Duration> within(Duration least, Duration most) {
        return text -> {
            Duration value = parse(text);
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new BadValueException(
                        Quoted.of(text) + " is out of range", "choose " + format(least) + " to " + format(most));
            }
            return value;
        };
    }

    /** {@code duration} in the largest unit that divides it: {@code 90s}, {@code 500ms}; zero is {@code 0s}. */
    public static String format(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos == 0) {
            return "0s";
        }
        for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
            if (nanos % unit.getValue() == 0) {
                return nanos / unit.getValue() + unit.getKey();
            }
        }
        return nanos + "ns";
    }

    /** In whole numbers: the first decimal that Java makes costs more than reading all of a policy. */
    private static Duration exact(String text, String number, long unit) throws BadValueException {
        int point = number.indexOf('.');
        long whole = Long.parseLong(point < 0 ? number : number.substring(0, point));
        if (whole > LONGEST.toNanos() / unit) {
            throw tooLong(text);
        }
        long nanos = whole * unit;
        if (point >= 0) {
            String decimals = number.substring(point + 1);
            // The tens that both have are taken out, so that the product stays within a long.
            long part = unit;
            long parts = 1;
            for (int i = 0; i < decimals.length(); i++) {
                if (part % 10 == 0) {
                    part /= 10;
                } else {
                    parts *= 10;
                }
            }
            long product = Long.parseLong(decimals) * part;
            if (product % parts != 0) {
                throw new BadValueException(Quoted.of(text) + " is finer than a nanosecond", REMEDY);
            }
            nanos += product / parts;
        }
        if (nanos > LONGEST.toNanos()) {
            throw tooLong(text);
        }
        return Duration.ofNanos(nanos);
    }

    private static BadValueException tooLong(String text) {
        return new BadValueException(Quoted.of(text) + " is too long", "choose at most " + format(LONGEST));
    }

    private static Map<String, Long> units() {
        Map<String, Long> units = new LinkedHashMap<>();
        units.put("d", Duration.ofDays(1).toNanos());
        units.put("h", Duration.ofHours(1).toNanos());
        units.put("m", Duration.ofMinutes(1).toNanos());
        units.put("s", Duration.ofSeconds(1).toNanos());
        units.put("ms", Duration.ofMillis(1).toNanos());
        units.put("us", 1_000L);
        units.put("ns", 1L);
        return units;
    }
}
