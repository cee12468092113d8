package io.gpugovernor.core.telemetry;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Moment;
import java.time.Duration;
import java.util.Optional;

/**
 * What happened between two snapshots of one engine.
 *
 * @param from when the earlier snapshot was read
 * @param to when the later one was read, after {@code from}
 * @param arrivals requests that reached the engine, less those whose end it did not count; at least 0
 * @param firstTokens first tokens given
 * @param finished requests that ended
 * @param promptTokens prompt tokens of requests whose prompts were counted
 * @param generationTokens tokens generated
 * @param preemptions requests thrown out of the batch
 * @param ttft times to first token, seconds
 * @param stepLatency times between tokens, seconds
 * @param tbt mean times between tokens of ended requests, seconds
 * @param promptLengths prompt lengths of ended requests
 * @param outputLengths generated lengths of ended requests
 * @param finer what happened besides
 */
public record Window(
        Moment from,
        Moment to,
        long arrivals,
        long firstTokens,
        long finished,
        long promptTokens,
        long generationTokens,
        long preemptions,
        Histogram ttft,
        Histogram stepLatency,
        Histogram tbt,
        Histogram promptLengths,
        Histogram outputLengths,
        Finer finer) {

    /**
     * The finer points of a window.
     *
     * @param prompts requests whose prompts were counted
     * @param computedPromptTokens prompt tokens of those that were computed, not found in a cache
     * @param unseenEnds requests that are gone although no end was counted; at least so many
     * @param endsWithoutFirstToken requests that may have ended before their first token; at most so many
     * @param drafts steps of speculative decoding
     * @param acceptedTokens drafted tokens accepted
     */
    public record Finer(
            long prompts,
            long computedPromptTokens,
            long unseenEnds,
            long endsWithoutFirstToken,
            long drafts,
            long acceptedTokens) {}

    /**
     * The difference of two snapshots; empty if a counter went backwards or began anew, if engines came or went, or if no
     * time passed between them.
     */
    public static Optional<Window> between(EngineSnapshot earlier, EngineSnapshot later) {
        boolean continuous = earlier.at().isBefore(later.at())
                && later.particulars().continues(earlier.particulars())
                && later.finished() >= earlier.finished()
                && later.promptTokens() >= earlier.promptTokens()
                && later.generationTokens() >= earlier.generationTokens()
                && later.preemptions() >= earlier.preemptions()
                && later.ttft().continues(earlier.ttft())
                && later.stepLatency().continues(earlier.stepLatency())
                && later.tbt().continues(earlier.tbt())
                && later.promptLengths().continues(earlier.promptLengths())
                && later.outputLengths().continues(earlier.outputLengths());
        return continuous ? Optional.of(difference(earlier, later)) : Optional.empty();
    }

    private static Window difference(EngineSnapshot earlier, EngineSnapshot later) {
        Histogram outputs = later.outputLengths().since(earlier.outputLengths());
        long arrived = later.arrived() - earlier.arrived();
        return new Window(
                earlier.at(),
                later.at(),
                // Engines do not count every end, for instance when a client hangs up; that is no reset.
                Math.max(0, arrived),
                later.firstTokens() - earlier.firstTokens(),
                later.finished() - earlier.finished(),
                later.promptTokens() - earlier.promptTokens(),
                later.generationTokens() - earlier.generationTokens(),
                later.preemptions() - earlier.preemptions(),
                later.ttft().since(earlier.ttft()),
                later.stepLatency().since(earlier.stepLatency()),
                later.tbt().since(earlier.tbt()),
                later.promptLengths().since(earlier.promptLengths()),
                outputs,
                finer(earlier, later, outputs, Math.max(0, -arrived)));
    }

    private static Finer finer(EngineSnapshot earlier, EngineSnapshot later, Histogram outputs, long unseenEnds) {
        Particulars before = earlier.particulars();
        Particulars after = later.particulars();
        long finished = later.finished() - earlier.finished();
        boolean early = after.booking() == PromptBooking.AT_FIRST_TOKEN;
        return new Finer(
                early ? later.firstTokens() - earlier.firstTokens() : finished,
                Math.max(0, later.computedPromptTokens() - earlier.computedPromptTokens()),
                unseenEnds,
                withoutFirstToken(earlier, later, outputs),
                after.drafts() - before.drafts(),
                after.acceptedTokens() - before.acceptedTokens());
    }

    /** An aborted request without a first token generated nothing, so where lengths are told it is among the shortest. */
    private static long withoutFirstToken(EngineSnapshot earlier, EngineSnapshot later, Histogram outputs) {
        long finished = later.finished() - earlier.finished();
        long aborted = later.particulars().aborted().isPresent()
                ? later.particulars().aborted().getAsLong()
                        - earlier.particulars().aborted().orElse(0)
                : finished;
        boolean told = outputs.count() >= finished && later.outputLengths().hasBounds();
        return told ? Math.min(aborted, outputs.possiblyAtMost(1)) : aborted;
    }

    public Duration length() {
        return to.since(from);
    }

    /** {@link #length} in seconds, for formulas. */
    public double seconds() {
        return to.secondsSince(from);
    }

    /** Mean time to first token, which is exact: it is a request's own where only one was given. */
    public Optional<Duration> meanTtft() {
        return mean(ttft, 1);
    }

    /** Mean time of a decode step, each request in the batch counted once; empty where none was observed. */
    public Optional<Duration> meanStep() {
        return mean(stepLatency, 1);
    }

    /** Mean time between tokens: a step's time shared by the tokens it gives; empty where none was observed. */
    public Optional<Duration> meanTimeBetweenTokens() {
        return mean(stepLatency, tokensPerStep());
    }

    /** Tokens that a request gets from one decode step: 1, and what speculation adds to it. */
    public double tokensPerStep() {
        return finer.drafts() > 0 ? 1 + finer.acceptedTokens() / (double) finer.drafts() : 1;
    }

    private static Optional<Duration> mean(Histogram times, double share) {
        return times.count() == 0 ? Optional.empty() : Optional.of(Durations.ofSeconds(times.mean() / share));
    }
}
