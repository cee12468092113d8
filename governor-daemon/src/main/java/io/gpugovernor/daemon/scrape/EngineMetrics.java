package io.gpugovernor.daemon.scrape;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Histogram;
import io.gpugovernor.core.telemetry.Particulars;
import io.gpugovernor.core.telemetry.PromptBooking;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Turns an understood page into a snapshot of the engine.
 *
 * <p>A server with several engines (data parallelism) or models shows a series for each. They share one domain's GPUs,
 * so counts, gauges and histograms are added up; of KV cache usage the fullest engine's counts, since that one starts to
 * preempt; one engine asleep is enough to call it sleep. What an engine does not tell is derived from what it does, where
 * that is exact, or left unknown.
 */
final class EngineMetrics {
    private final Reading reading;

    private EngineMetrics(Reading reading) {
        this.reading = reading;
    }

    /** The snapshot on a page that is read by itself, with nothing before it. */
    static Telemetry at(Moment at, Reading reading) {
        return at(at, reading, Continuity.NOTHING_SEEN.incarnation());
    }

    /**
     * The snapshot on a page, or why there is none.
     *
     * @param at when the page was read
     * @param incarnation from {@link Continuity}
     */
    static Telemetry at(Moment at, Reading reading, long incarnation) {
        Optional<String> complaint = reading.complaint();
        if (complaint.isPresent()) {
            return new Telemetry.Unavailable(complaint.get());
        }
        try {
            return new Telemetry.Available(new EngineMetrics(reading).snapshot(at, incarnation));
        } catch (ImplausibleMetricException e) {
            return new Telemetry.Unavailable(String.valueOf(e.getMessage()));
        }
    }

    private EngineSnapshot snapshot(Moment at, long incarnation) throws ImplausibleMetricException {
        Histogram prompts = HistogramMerge.of(reading, Role.PROMPT_LENGTHS);
        Histogram outputs = HistogramMerge.of(reading, Role.OUTPUT_LENGTHS);
        long finished = count(Role.FINISHED);
        long promptTokens = reading.has(Role.PROMPT_TOKENS) ? count(Role.PROMPT_TOKENS) : tokens(prompts);
        long generated = reading.has(Role.GENERATION_TOKENS) ? count(Role.GENERATION_TOKENS) : tokens(outputs);
        boolean promptsAtEnd =
                !reading.has(Role.PROMPT_TOKENS) || reading.dialect().booksAtEnd(Role.PROMPT_TOKENS);
        return new EngineSnapshot(
                at,
                count(Role.RUNNING),
                count(Role.WAITING),
                finished,
                promptTokens,
                generated,
                count(Role.PREEMPTIONS),
                kvUsage(),
                HistogramMerge.of(reading, Role.TTFT),
                HistogramMerge.of(reading, Role.STEP_LATENCY),
                HistogramMerge.of(reading, Role.TBT),
                reading.has(Role.PROMPT_LENGTHS) ? prompts : lengths(Role.PROMPT_TOKENS, promptTokens, finished),
                reading.has(Role.OUTPUT_LENGTHS) ? outputs : lengths(Role.GENERATION_TOKENS, generated, finished),
                particulars(incarnation, promptTokens, promptsAtEnd));
    }

    private Particulars particulars(long incarnation, long promptTokens, boolean promptsAtEnd)
            throws ImplausibleMetricException {
        boolean firstTokens = reading.has(Role.TTFT)
                && reading.has(Role.FINISHED)
                && !reading.dialect().booksAtEnd(Role.TTFT);
        return new Particulars(
                incarnation,
                count(Role.DEFERRED),
                optional(Role.ABORTED),
                computed(promptTokens),
                admitted(),
                promptsAtEnd ? PromptBooking.AT_END : PromptBooking.AT_FIRST_TOKEN,
                firstTokens,
                optional(Role.PREFILLING),
                count(Role.DRAFTS),
                count(Role.ACCEPTED_TOKENS),
                asleep());
    }

    private OptionalLong computed(long promptTokens) throws ImplausibleMetricException {
        if (reading.has(Role.COMPUTED_PROMPT_TOKENS)) {
            return optional(Role.COMPUTED_PROMPT_TOKENS);
        }
        OptionalLong cached = optional(Role.CACHED_PROMPT_TOKENS);
        return cached.isPresent() ? uncached(promptTokens, cached.getAsLong()) : OptionalLong.empty();
    }

    /** What is to be computed of those admitted; all of it for an engine that does not say so of finished prompts either. */
    private OptionalLong admitted() throws ImplausibleMetricException {
        boolean toldComputed = reading.has(Role.COMPUTED_PROMPT_TOKENS) || reading.has(Role.CACHED_PROMPT_TOKENS);
        OptionalLong all = optional(Role.ADMITTED_PROMPT_TOKENS);
        long cached = toldComputed ? count(Role.ADMITTED_CACHED_TOKENS) : 0;
        return all.isPresent() ? uncached(all.getAsLong(), cached) : all;
    }

    /** What caches left of {@code all} tokens; more from them than there was at all is nothing that could be believed. */
    private static OptionalLong uncached(long all, long cached) {
        return cached <= all ? OptionalLong.of(all - cached) : OptionalLong.empty();
    }

    /** Lengths of ended requests from a counter that ended requests alone are added to: their mean is exact. */
    private Histogram lengths(Role tokens, long total, long finished) {
        boolean told = reading.has(tokens) && reading.dialect().booksAtEnd(tokens) && reading.has(Role.FINISHED);
        return told && finished > 0 ? Histogram.of(new double[0], new long[0], finished, total) : Histogram.EMPTY;
    }

    private static long tokens(Histogram lengths) {
        return Math.round(lengths.sum());
    }

    private OptionalLong optional(Role role) throws ImplausibleMetricException {
        return reading.has(role) ? OptionalLong.of(count(role)) : OptionalLong.empty();
    }

    private long count(Role role) throws ImplausibleMetricException {
        return Counts.sum(reading.series(role));
    }

    private boolean asleep() throws ImplausibleMetricException {
        boolean asleep = false;
        for (Series engine : reading.series(Role.AWAKE)) {
            asleep |= Counts.of(engine) == 0;
        }
        return asleep;
    }

    private Ratio kvUsage() throws ImplausibleMetricException {
        if (!reading.has(Role.KV_USAGE) && reading.has(Role.KV_USED) && reading.has(Role.KV_CAPACITY)) {
            long capacity = count(Role.KV_CAPACITY);
            return capacity == 0 ? Ratio.ZERO : new Ratio(Math.min(1, count(Role.KV_USED) / (double) capacity));
        }
        return fullest(reading.series(Role.KV_USAGE));
    }

    private static Ratio fullest(List<Series> usages) throws ImplausibleMetricException {
        Ratio fullest = Ratio.ZERO;
        for (Series one : usages) {
            if (!(one.value() >= 0 && one.value() <= 1)) {
                throw new ImplausibleMetricException("reports " + one.value() + " as " + one.title()
                        + ", which is a share of 0 to 1: restart the engine");
            }
            Ratio usage = new Ratio(one.value());
            fullest = usage.compareTo(fullest) > 0 ? usage : fullest;
        }
        return fullest;
    }
}
