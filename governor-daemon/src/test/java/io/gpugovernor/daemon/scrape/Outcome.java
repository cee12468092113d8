package io.gpugovernor.daemon.scrape;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What became of a page, to compare one reading with another.
 *
 * @param problem why it was refused, or empty
 * @param series all wanted series, one name after the other, each name's in the page's order
 * @param declared families that have a type
 */
record Outcome(String problem, List<Series> series, List<String> declared) {

    static Outcome of(PrometheusText format, Collection<String> families, byte[] page) {
        try {
            return of(families, format.parse(page, page.length));
        } catch (ExpositionException e) {
            return new Outcome(String.valueOf(e.getMessage()), List.of(), List.of());
        }
    }

    static Outcome of(Collection<String> families, Exposition page) {
        List<Series> series = new ArrayList<>();
        for (String family : families) {
            for (String suffix : List.of("", "_bucket", "_sum", "_count")) {
                series.addAll(page.series(family + suffix));
            }
        }
        return new Outcome(
                "", series, families.stream().filter(page::declares).sorted().toList());
    }
}
