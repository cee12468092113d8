package io.gpugovernor.daemon.metrics;

import java.util.Map;
import java.util.TreeMap;

/** A metrics page, as far as tests look into it. */
record ScrapedPage(String text) {
    /** Type by exposed name. */
    Map<String, String> types() {
        return comments("# TYPE ");
    }

    /** Help by exposed name. */
    Map<String, String> helps() {
        return comments("# HELP ");
    }

    /** The value of the one sample whose name begins so. */
    double value(String name) {
        String line = text.lines()
                .filter(candidate -> candidate.startsWith(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not on the page:\n" + text));
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    private Map<String, String> comments(String prefix) {
        Map<String, String> found = new TreeMap<>();
        text.lines().filter(line -> line.startsWith(prefix)).forEach(line -> {
            String[] parts = line.substring(prefix.length()).split(" ", 2);
            found.put(parts[0], parts[1]);
        });
        return found;
    }
}
