package io.gpugovernor.daemon.scrape;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A page as one dialect understands it: which metric plays which role. */
final class Reading {
    private final Dialect dialect;
    private final Exposition page;
    private final Map<Role, String> names;

    Reading(Dialect dialect, Exposition page, Map<Role, String> names) {
        this.dialect = dialect;
        this.page = page;
        this.names = new EnumMap<>(names);
    }

    Exposition page() {
        return page;
    }

    /** What the role is called on this page; empty if it is not there. */
    Optional<String> name(Role role) {
        return Optional.ofNullable(names.get(role));
    }

    /** Why this page cannot be worked with, with the remedy; empty if all that is required is there. */
    Optional<String> complaint() {
        if (names.isEmpty()) {
            return Optional.of("shows no " + dialect.families() + " metrics: " + dialect.silenced());
        }
        List<Role> missing = missing(true);
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("lacks " + describe(missing) + ": use a version of " + dialect.engine()
                + " that exports it, or remove what filters its metrics");
    }

    /** What is not there but would help, for the log; empty if nothing is missing. */
    Optional<String> gaps() {
        List<Role> missing = missing(false);
        return missing.isEmpty() ? Optional.empty() : Optional.of(describe(missing));
    }

    private List<Role> missing(boolean required) {
        return dialect.words().entrySet().stream()
                .filter(word -> word.getValue().required() == required && !names.containsKey(word.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private String describe(List<Role> roles) {
        return roles.stream()
                .map(role -> role.key() + " (" + String.join(" or ", namesOf(role)) + ")")
                .collect(Collectors.joining(", "));
    }

    private List<String> namesOf(Role role) {
        Dialect.Words words = dialect.words().get(role);
        return words == null ? List.of() : words.names();
    }
}
