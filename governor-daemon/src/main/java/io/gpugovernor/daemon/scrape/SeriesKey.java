package io.gpugovernor.daemon.scrape;

import java.util.Map;
import java.util.TreeMap;

/** What identifies a series: its name and labels. */
final class SeriesKey {
    private SeriesKey() {}

    /**
     * A text that two series share if and only if they are the same. It is a text and no set of labels because texts
     * have an order: a hash table finds them fast even on a page made so that their hashes collide.
     */
    static String of(String name, Map<String, String> labels) {
        StringBuilder key = new StringBuilder(name);
        new TreeMap<>(labels)
                .forEach((label, value) -> key.append('\n')
                        .append(label)
                        .append('=')
                        .append(value.length())
                        .append(' ')
                        .append(value));
        return key.toString();
    }
}
