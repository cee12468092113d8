package io.gpugovernor.sim.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How the load moves over a replay: levels at equally spaced moments, the first at its start and the last at its end,
 * and linear between them. One level alone is constant.
 *
 * @param levels 1 to 1,000 of them, at least one above 0
 */
public record LoadProfile(List<LoadLevel> levels) {
    /** The trace's own load throughout. */
    public static final LoadProfile FULL = new LoadProfile(List.of(new LoadLevel(100)));

    private static final int MOST_LEVELS = 1_000;
    private static final String REMEDY = "write percent such as 40, or a ramp such as 10-85-10";

    /** @throws IllegalArgumentException if there are no levels, more than 1,000, or all are 0 */
    public LoadProfile {
        levels = List.copyOf(levels);
        if (levels.isEmpty() || levels.size() > MOST_LEVELS) {
            throw new IllegalArgumentException("a load profile has 1 to 1,000 levels, not " + levels.size());
        }
        if (levels.stream().allMatch(level -> level.percent() == 0)) {
            throw new IllegalArgumentException("a load profile must rise above 0 percent somewhere");
        }
    }

    /** The same load throughout. */
    public static LoadProfile constant(LoadLevel level) {
        return new LoadProfile(List.of(level));
    }

    /** Its highest level. */
    public LoadLevel peak() {
        return levels.stream()
                .max(Comparator.comparingDouble(LoadLevel::percent))
                .orElseThrow();
    }

    /** The same course with its peak at 100 percent. */
    public LoadProfile peakingAtFull() {
        double scale = 100 / peak().percent();
        return new LoadProfile(levels.stream()
                .map(level -> new LoadLevel(level.percent() * scale))
                .toList());
    }

    /**
     * The profile written as {@code text}: percent points joined by hyphens, such as {@code 40} or {@code 10-85-10}.
     *
     * @throws IllegalArgumentException with one line that names the part that is wrong and the remedy
     */
    public static LoadProfile parse(String text) {
        List<LoadLevel> levels = new ArrayList<>();
        for (String part : text.strip().split("-", -1)) {
            levels.add(level(text, part.strip(), levels.size() + 1));
        }
        try {
            return new LoadProfile(levels);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(prefix(text) + e.getMessage() + "; " + REMEDY, e);
        }
    }

    private static LoadLevel level(String text, String part, int number) {
        if (part.isEmpty()) {
            throw new IllegalArgumentException(prefix(text) + "point " + number + " is empty; " + REMEDY);
        }
        if (!part.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            String problem = "point " + number + " (" + TraceFile.shown(part) + ") is not a number; ";
            throw new IllegalArgumentException(prefix(text) + problem + REMEDY);
        }
        try {
            return new LoadLevel(Double.parseDouble(part));
        } catch (IllegalArgumentException e) {
            String problem = "point " + number + " (" + part + ") is outside 0 to 200 percent; ";
            throw new IllegalArgumentException(prefix(text) + problem + REMEDY, e);
        }
    }

    private static String prefix(String text) {
        return "load profile " + TraceFile.shown(text) + ": ";
    }
}
