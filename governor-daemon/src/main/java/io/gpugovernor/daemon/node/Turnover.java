package io.gpugovernor.daemon.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a new policy did to the domains, by their names.
 *
 * @param untouched go on as they were
 * @param changed were released and begun anew
 * @param added are new
 * @param removed were released, and are gone
 * @param locked were to be released, but clocks of theirs may still be locked
 */
public record Turnover(
        List<String> untouched, List<String> changed, List<String> added, List<String> removed, List<String> locked) {

    static Turnover between(Set<String> before, Set<String> after, Set<String> staying) {
        return new Turnover(
                only(after, staying::contains),
                only(after, name -> before.contains(name) && !staying.contains(name)),
                only(after, name -> !before.contains(name)),
                only(before, name -> !after.contains(name)),
                List.of());
    }

    Turnover leavingLocked(List<String> names) {
        return new Turnover(untouched, changed, added, removed, names);
    }

    /** One clause for people. */
    public String summary() {
        List<String> parts = new ArrayList<>();
        Stream.of(
                        part("untouched", untouched),
                        part("changed", changed),
                        part("added", added),
                        part("removed", removed),
                        part("perhaps still locked, see 'gpu-governor release'", locked))
                .filter(part -> !part.isEmpty())
                .forEach(parts::add);
        return String.join("; ", parts);
    }

    private static String part(String what, List<String> names) {
        return names.isEmpty() ? "" : what + ": " + String.join(", ", names);
    }

    private static List<String> only(Set<String> names, Predicate<String> which) {
        return names.stream().filter(which).toList();
    }
}
