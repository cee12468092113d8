package io.gpugovernor.sim.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a mapping from a profile, and collects what is wrong with it instead of stopping at the first problem. */
final class Fields {
    private final String path;
    private final Map<String, Object> values;
    private final List<String> problems;
    private final Set<String> known = new TreeSet<>();

    private Fields(String path, Map<String, Object> values, List<String> problems) {
        this.path = path;
        this.values = values;
        this.problems = problems;
    }

    static Fields of(@Nullable Object document, List<String> problems) {
        return new Fields("", mapping("the file", document, problems), problems);
    }

    /** The mapping under {@code key}. */
    Fields section(String key) {
        known.add(key);
        Object value = values.get(key);
        if (value == null) {
            problems.add(path + key + " is missing; add the section");
            return new Fields(path + key + ".", Map.of(), new ArrayList<>());
        }
        return new Fields(path + key + ".", mapping(path + key, value, problems), problems);
    }

    String text(String key) {
        known.add(key);
        Object value = values.get(key);
        if (value instanceof String text && !text.isBlank()) {
            return text.strip();
        }
        problems.add(path + key + " must be a text, but is " + value);
        return "?";
    }

    /** What {@code choices} has under the word at {@code key}; {@code otherwise} where there is no such key. */
    <T> T choice(String key, Map<String, T> choices, T otherwise) {
        known.add(key);
        Object value = values.get(key);
        T chosen = value == null ? otherwise : choices.get(String.valueOf(value));
        if (chosen == null) {
            problems.add(path + key + " must be one of " + String.join(", ", new TreeSet<>(choices.keySet()))
                    + ", but is " + value);
            return otherwise;
        }
        return chosen;
    }

    /** A number within {@code [least, most]}; {@code least} where it is wrong. */
    double number(String key, double least, double most) {
        known.add(key);
        return check(path + key, values.get(key), least, most);
    }

    int whole(String key, int least, int most) {
        double value = number(key, least, most);
        if (value != Math.rint(value)) {
            problems.add(path + key + " must be a whole number, but is " + value);
        }
        return (int) value;
    }

    /** A mapping from whole numbers to numbers within {@code [least, most]}, ascending. */
    Map<Integer, Double> curve(String key, double least, double most) {
        known.add(key);
        Map<Integer, Double> curve = new TreeMap<>();
        if (!(values.get(key) instanceof Map<?, ?> points) || points.size() < 2) {
            problems.add(path + key + " must map at least two clocks in MHz to numbers");
            return Map.of(1, least, 2, least);
        }
        for (Map.Entry<?, ?> point : points.entrySet()) {
            if (point.getKey() instanceof Integer clock && clock > 0) {
                curve.put(clock, check(path + key + "." + clock, point.getValue(), least, most));
            } else {
                problems.add(path + key + " has the clock " + point.getKey() + "; clocks are whole MHz");
            }
        }
        return curve.size() < 2 ? Map.of(1, least, 2, least) : curve;
    }

    /** Complains about keys nobody asked for. */
    void refuseOthers() {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                problems.add(path + key + " is not known here; the keys are " + String.join(", ", known));
            }
        }
    }

    private double check(String where, @Nullable Object value, double least, double most) {
        if (value instanceof Number number) {
            double found = number.doubleValue();
            if (found >= least && found <= most) {
                return found;
            }
            problems.add(where + " must lie within " + least + " and " + most + ", but is " + found);
        } else {
            problems.add(where + (value == null ? " is missing" : " must be a number, but is " + value));
        }
        return least;
    }

    private static Map<String, Object> mapping(String where, @Nullable Object value, List<String> problems) {
        Map<String, Object> result = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> result.put(String.valueOf(key), entry));
        } else {
            problems.add(where + " must be a mapping of keys to values");
        }
        return result;
    }
}
