package io.gpugovernor.daemon.scrape;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What one kind of engine calls its metrics. It is data: a resource file for each engine. */
public final class Dialect {
    private final String engine;
    private final String families;
    private final String silenced;
    private final Map<Role, Words> words;

    /**
     * What a role may be called.
     *
     * @param names metric names, the best first, at least one
     * @param required whether the governor cannot work without
     */
    record Words(List<String> names, boolean required) {
        Words {
            names = List.copyOf(names);
        }
    }

    /**
     * @param engine the engine's name, for messages
     * @param families what all its metric names begin with
     * @param silenced why an engine may show none of them and what to do, one clause
     * @param words what each role may be called
     */
    Dialect(String engine, String families, String silenced, Map<Role, Words> words) {
        this.engine = engine;
        this.families = families;
        this.silenced = silenced;
        this.words = new EnumMap<>(words);
    }

    /**
     * The dialect of an engine that this project knows.
     *
     * @param type the engine's type as in the policy file: {@code vllm}
     * @throws IllegalArgumentException if there is no such dialect
     */
    public static Dialect of(String type) {
        return DialectFile.load(type.toLowerCase(Locale.ROOT));
    }

    /** Every name that a role may have. */
    Set<String> names() {
        return words.values().stream().flatMap(word -> word.names().stream()).collect(Collectors.toSet());
    }

    /** Which name each role has on this page: the first with values, else the first that is at least shown. */
    Reading read(Exposition page) {
        Map<Role, String> found = new EnumMap<>(Role.class);
        words.forEach((role, word) -> nameOn(page, role, word.names()).ifPresent(name -> found.put(role, name)));
        return new Reading(this, page, found);
    }

    private static Optional<String> nameOn(Exposition page, Role role, List<String> names) {
        return names.stream()
                .filter(name -> role.hasSeries(page, name))
                .findFirst()
                .or(() ->
                        names.stream().filter(name -> role.isShown(page, name)).findFirst());
    }

    Map<Role, Words> words() {
        return words;
    }

    String engine() {
        return engine;
    }

    String families() {
        return families;
    }

    String silenced() {
        return silenced;
    }
}
