package io.gpugovernor.sim.trace;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the names that a misspelt one may have meant, by the number of single-letter edits between them. */
final class NearNames {
    private static final int MOST_SUGGESTIONS = 3;
    private static final int LONGEST_NAME = 40;

    private NearNames() {}

    /** At most three of {@code known} that a third of the letters, or fewer, tell from {@code name}; nearest first. */
    static List<String> of(String name, Collection<String> known) {
        if (name.length() > LONGEST_NAME) {
            return List.of();
        }
        return known.stream()
                .filter(candidate -> 3 * edits(name, candidate) <= candidate.length())
                .sorted(Comparator.comparingInt((String candidate) -> edits(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST_SUGGESTIONS)
                .toList();
    }

    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
