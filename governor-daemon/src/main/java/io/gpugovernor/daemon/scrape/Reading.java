package io.gpugovernor.daemon.scrape;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A page as one dialect understands it: which metric plays which role. For one thread. */
final class Reading {
    private final Vocabulary dialect;
    private final Exposition page;
    private final Map<Role, MetricSum> metrics;
    private final Optional<String> complaint;
    private final Optional<String> gaps;
    private final Map<Role, double[]> bounds;
    private final AtomicReference<@Nullable WatchedSeries> watched;
    /** Where the series stand of roles that take a search, by the suffix of a histogram's piece. */
    private final Map<Role, Map<String, List<Exposition.Place>>> searched;

    Reading(Vocabulary dialect, Exposition page, Map<Role, MetricSum> metrics) {
        this(dialect, page, metrics, Optional.empty());
    }

    private Reading(Vocabulary dialect, Exposition page, Map<Role, MetricSum> metrics, Optional<String> refusal) {
        this.dialect = dialect;
        this.page = page;
        this.metrics = new EnumMap<>(Role.class);
        this.metrics.putAll(metrics);
        this.complaint = refusal.or(this::lack);
        List<Role> missing = missing(Role.Need.HELPFUL);
        this.gaps = missing.isEmpty() ? Optional.empty() : Optional.of(describe(missing));
        this.bounds = new EnumMap<>(Role.class);
        this.watched = new AtomicReference<>();
        this.searched = new EnumMap<>(Role.class);
    }

    private Reading(Reading known, Exposition page) {
        this.dialect = known.dialect;
        this.page = page;
        this.metrics = known.metrics;
        this.complaint = known.complaint;
        this.gaps = known.gaps;
        this.bounds = known.bounds;
        this.watched = known.watched;
        this.searched = known.searched;
    }

    /** A page that differs from this one in values only. */
    Reading on(Exposition other) {
        return new Reading(this, other);
    }

    /** A page that cannot be worked with, for {@code reason}, whatever it shows. */
    static Reading refused(Vocabulary dialect, Exposition page, String reason) {
        return new Reading(dialect, page, Map.of(), Optional.of(reason));
    }

    Vocabulary dialect() {
        return dialect;
    }

    Exposition page() {
        return page;
    }

    /** What plays each role that is there. */
    Map<Role, MetricSum> metrics() {
        return metrics;
    }

    boolean has(Role role) {
        return metrics.containsKey(role);
    }

    /** The series of a role, each quantity once; empty if the role is not there. */
    List<Series> series(Role role) {
        return series(role, "");
    }

    /**
     * The series of a histogram's piece with {@code suffix}. Those that labels tell apart are searched for once, and are
     * at the same places on every page that differs in values only.
     */
    List<Series> series(Role role, String suffix) {
        MetricSum metric = metrics.get(role);
        if (metric == null) {
            return List.of();
        }
        if (metric.isWholeFamily() && dialect.ranks().labels().isEmpty()) {
            return metric.series(page, suffix);
        }
        return page.series(searched.computeIfAbsent(role, first -> new HashMap<>())
                .computeIfAbsent(suffix, first -> page.places(dialect.ranks().once(metric.series(page, first)))));
    }

    /**
     * Upper bounds of a histogram's buckets, in the page's order. They are labels, so pages that differ in values only
     * share them: reading them costs more than all else that is done with a bucket.
     *
     * @param role one that is there
     * @throws ImplausibleMetricException if one is no number
     */
    double[] bounds(Role role) throws ImplausibleMetricException {
        double[] known = bounds.get(role);
        if (known == null) {
            known = HistogramMerge.bounds(Objects.requireNonNull(metrics.get(role)), series(role, "_bucket"));
            bounds.put(role, known);
        }
        return known;
    }

    /** Where the series stand that must go on counting; pages that differ in values only share this too. */
    WatchedSeries watched() {
        WatchedSeries known = watched.get();
        if (known == null) {
            known = WatchedSeries.of(this);
            watched.set(known);
        }
        return known;
    }

    /** Whether the page shows nothing at all of this engine. */
    boolean isSilent() {
        return metrics.keySet().stream().allMatch(role -> role == Role.STARTED);
    }

    /** Why this page cannot be worked with, with the remedy; empty if all that is required is there. */
    Optional<String> complaint() {
        return complaint;
    }

    private Optional<String> lack() {
        if (isSilent()) {
            return Optional.of("shows no " + dialect.families() + " metrics: " + dialect.silenced());
        }
        List<Role> missing = missing(Role.Need.REQUIRED);
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("lacks " + describe(missing) + ": use a version of " + dialect.engine()
                + " that exports it, or remove what filters its metrics");
    }

    /** What is not there but would help, for the log; empty if nothing is missing. */
    Optional<String> gaps() {
        return gaps;
    }

    List<Role> missing(Role.Need need) {
        return Arrays.stream(Role.values())
                .filter(role -> role.need() == need && !has(role) && !isToldOtherwise(role))
                .toList();
    }

    /** Whether other roles tell what this one would. */
    private boolean isToldOtherwise(Role role) {
        return switch (role) {
            case PROMPT_TOKENS -> has(Role.PROMPT_LENGTHS);
            case GENERATION_TOKENS -> has(Role.OUTPUT_LENGTHS);
            case PROMPT_LENGTHS -> has(Role.PROMPT_TOKENS) && dialect.booksAtEnd(Role.PROMPT_TOKENS);
            case OUTPUT_LENGTHS -> has(Role.GENERATION_TOKENS) && dialect.booksAtEnd(Role.GENERATION_TOKENS);
            case COMPUTED_PROMPT_TOKENS -> has(Role.CACHED_PROMPT_TOKENS);
            case KV_USAGE -> has(Role.KV_USED) && has(Role.KV_CAPACITY);
            default -> false;
        };
    }

    private String describe(List<Role> roles) {
        return roles.stream()
                .map(role -> role.key() + " (" + namesOf(role) + ")")
                .collect(Collectors.joining(", "));
    }

    private String namesOf(Role role) {
        List<MetricSum> words = dialect.words(role);
        return words.isEmpty()
                ? "none in " + dialect.engine()
                : words.stream().map(MetricSum::toString).collect(Collectors.joining(" or "));
    }
}
