package io.gpugovernor.daemon.scenario;

import java.math.BigDecimal;

/** Writes families as a client library would. */
final class PageWriter {
    private final StringBuilder text = new StringBuilder();
    private final String labels;
    private final Style style;

    /** What client libraries do differently. */
    enum Style {
        /** Python's: counters are typed with their {@code _total} and tell when they were created. */
        PYTHON,
        /** Python's with several processes behind one page, or an older one: no moments of creation. */
        PYTHON_WITHOUT_CREATED,
        /** OpenMetrics: a counter's type lacks {@code _total}, and the page ends with a mark. */
        OPEN_METRICS,
        /** A client that adds nothing. */
        PLAIN
    }

    /** @param labels of every series, {@code a="b",c="d"}; may be empty */
    PageWriter(Style style, String labels) {
        this.style = style;
        this.labels = labels;
    }

    PageWriter type(String name, String type) {
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    PageWriter gauge(String name, double value, String... more) {
        return type(name, "gauge").sample(name, value, more);
    }

    PageWriter counter(String name, double value, String... more) {
        boolean open = style == Style.OPEN_METRICS;
        return type(open ? family(name) : name, "counter").sample(name, value, more);
    }

    /** When the family {@code name} was created, where the style says so. */
    PageWriter created(String name, double born, String... more) {
        return style == Style.PYTHON ? gauge(family(name) + "_created", born, more) : this;
    }

    PageWriter histogram(String name, Tally tally, String... more) {
        type(name, "histogram");
        String outer = String.join(",", more);
        for (int i = 0; i < tally.buckets(); i++) {
            sample(name + "_bucket", tally.atMost(i), outer, "le=\"" + number(tally.bound(i)) + "\"");
        }
        sample(name + "_bucket", tally.count(), outer, "le=\"+Inf\"");
        sample(name + "_count", tally.count(), more);
        return sample(name + "_sum", tally.sum(), more);
    }

    PageWriter sample(String name, double value, String... more) {
        StringBuilder all = new StringBuilder(labels);
        for (String label : more) {
            if (!label.isEmpty()) {
                all.append(all.length() == 0 ? "" : ",").append(label);
            }
        }
        text.append(name);
        if (all.length() > 0) {
            text.append('{').append(all).append('}');
        }
        text.append(' ').append(number(value)).append('\n');
        return this;
    }

    String text() {
        return style == Style.OPEN_METRICS ? text + "# EOF\n" : text.toString();
    }

    private static String family(String name) {
        return name.endsWith("_total") ? name.substring(0, name.length() - "_total".length()) : name;
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
