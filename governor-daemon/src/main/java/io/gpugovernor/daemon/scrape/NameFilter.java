package io.gpugovernor.daemon.scrape;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks the engine for the wanted metrics only, where it can do that, and tells whether the answer is to be believed.
 *
 * <p>Python's client library filters by {@code name[]} where it serves the page itself: below {@code /metrics/}, and only
 * in newer versions; elsewhere the same question brings the whole page, an error or worse. So the first page is always
 * the whole one. The next is asked for filtered, and only if it shows all that the whole one showed, and is much smaller,
 * is the filter kept. A filtered page that lacks anything is not used. For one thread.
 *
 * @see <a href="https://prometheus.github.io/client_python/restricted-registry/">Restricted registry</a>
 */
final class NameFilter {
    /** A page that saves less than a quarter was not filtered, or is not worth it. */
    private static final double WORTHWHILE = 0.75;

    /** Whole pages after which an engine that could not filter is asked again, in case it had a bad moment. */
    private static final int PATIENCE = 2000;

    private enum State {
        /** Nothing is known; a whole page must come first. */
        UNKNOWN,
        /** A whole page is known; filtering may be tried. */
        UNTRIED,
        /** Filtered pages have been found complete. */
        TRUSTED,
        /** The engine does not filter, or not well. */
        USELESS,
        /** The operator does not want it. */
        OFF
    }

    private final String path;
    private State state;
    private @Nullable Vocabulary asked;
    private String query = "";
    private Shape whole = new Shape(Set.of(), 0, 0);
    private int wholePages;

    /**
     * What a page shows.
     *
     * @param roles roles that are on it
     * @param series wanted series
     * @param bytes its size
     */
    record Shape(Set<Role> roles, int series, int bytes) {
        static Shape of(Reading reading, int bytes) {
            Set<Role> roles = EnumSet.noneOf(Role.class);
            for (Role role : Role.values()) {
                if (reading.has(role)) {
                    roles.add(role);
                }
            }
            return new Shape(roles, reading.page().size(), bytes);
        }

        boolean lacksNothingOf(Shape other) {
            return roles.containsAll(other.roles) && series >= other.series;
        }
    }

    /** @param path path of the whole page */
    NameFilter(String path, boolean wanted) {
        this.path = path.endsWith("/") ? path : path + "/";
        this.state = wanted ? State.UNKNOWN : State.OFF;
    }

    /** Path and query of the filtered page; only while the filter {@link #applies}. */
    String target() {
        return query;
    }

    /** Whether the next page should be asked for filtered. */
    boolean applies() {
        return state == State.TRUSTED || state == State.UNTRIED;
    }

    /** Whether filtering is being tried out, so that a failure says something about the filter and not the engine. */
    boolean onTrial() {
        return state == State.UNTRIED;
    }

    /** Takes note of a filtered page; false if it must not be used. */
    boolean accepts(Reading page, int bytes) {
        Shape filtered = Shape.of(page, bytes);
        boolean complete = page.complaint().isEmpty() && filtered.lacksNothingOf(whole);
        if (state == State.UNTRIED) {
            boolean smaller = filtered.bytes() <= WORTHWHILE * whole.bytes();
            state = complete && smaller ? State.TRUSTED : State.USELESS;
            return complete;
        }
        if (!complete) {
            state = State.UNKNOWN;
            return false;
        }
        whole = new Shape(filtered.roles(), filtered.series(), whole.bytes());
        return true;
    }

    /** Takes note that a filtered page did not come or could not be read. */
    void failed() {
        state = state == State.UNTRIED ? State.USELESS : State.UNKNOWN;
        wholePages = 0;
    }

    /** Takes note of a whole page. One that cannot be used does not tell what a filtered one would have to show. */
    void sawWhole(Reading page, int bytes) {
        if (state == State.OFF || page.complaint().isPresent()) {
            return;
        }
        whole = Shape.of(page, bytes);
        ask(page.dialect());
        wholePages++;
        if (state == State.UNKNOWN || (state == State.USELESS && wholePages >= PATIENCE)) {
            state = State.UNTRIED;
            wholePages = 0;
        }
    }

    private void ask(Vocabulary dialect) {
        if (!dialect.equals(asked)) {
            asked = dialect;
            query = dialect.samples().stream()
                    .sorted()
                    .map(name -> "name%5B%5D=" + URLEncoder.encode(name, StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&", path + "?", ""));
        }
    }

    /** The engine may be another one from now on. */
    void engineWasAway() {
        if (state != State.OFF) {
            state = State.UNKNOWN;
        }
    }
}
