package io.gpugovernor.daemon.scrape;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A dialect that is written down: what each role may be called. */
final class Vocabulary implements Dialect {
    private final String engine;
    private final String families;
    private final String silenced;
    private final Ranks ranks;
    private final Set<Role> bookedAtEnd;
    private final Map<Role, List<MetricSum>> words;

    /**
     * @param engine the engine's name, for messages
     * @param families what all its metric names begin with
     * @param silenced why an engine may show none of them and what to do, one clause
     * @param ranks labels that repeat a quantity
     * @param bookedAtEnd roles that the engine counts only when a request ends
     * @param words what each role may be called, the best first
     */
    Vocabulary(
            String engine,
            String families,
            String silenced,
            Ranks ranks,
            Set<Role> bookedAtEnd,
            Map<Role, List<MetricSum>> words) {
        this.engine = engine;
        this.families = families;
        this.silenced = silenced;
        this.ranks = ranks;
        this.bookedAtEnd = Set.copyOf(bookedAtEnd);
        this.words = new EnumMap<>(words);
    }

    @Override
    public Set<String> names() {
        Set<String> names = new HashSet<>();
        words.values().forEach(sums -> sums.forEach(sum -> sum.parts().forEach(part -> names.addAll(part.wanted()))));
        return names;
    }

    /** Every sample name that a role can be read from, its moments of creation included. */
    Set<String> samples() {
        Set<String> samples = new HashSet<>();
        words.forEach((role, sums) ->
                sums.forEach(sum -> sum.parts().forEach(part -> samples.addAll(part.samples(role.kind())))));
        return samples;
    }

    /** Which metric plays each role on this page: the first with values, else the first that is at least shown. */
    @Override
    public Reading read(Exposition page) {
        Map<Role, MetricSum> found = new EnumMap<>(Role.class);
        words.forEach((role, sums) -> on(page, role, sums).ifPresent(sum -> found.put(role, sum)));
        return new Reading(this, page, found);
    }

    private static Optional<MetricSum> on(Exposition page, Role role, List<MetricSum> sums) {
        return sums.stream()
                .filter(sum -> sum.hasSeries(page, role.kind()))
                .findFirst()
                .or(() -> sums.stream()
                        .filter(sum -> sum.isShown(page, role.kind()))
                        .findFirst());
    }

    List<MetricSum> words(Role role) {
        return words.getOrDefault(role, List.of());
    }

    boolean booksAtEnd(Role role) {
        return bookedAtEnd.contains(role);
    }

    Ranks ranks() {
        return ranks;
    }

    @Override
    public String engine() {
        return engine;
    }

    String families() {
        return families;
    }

    String silenced() {
        return silenced;
    }
}
