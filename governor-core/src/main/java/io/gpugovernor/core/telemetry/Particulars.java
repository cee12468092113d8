package io.gpugovernor.core.telemetry;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * What only some engines tell of themselves, and how their counters are to be understood. Counters count since the
 * engine started. The names in brackets are vLLM's.
 *
 * @param incarnation changes whenever a counter of the engine began anew or an engine came or went behind the same
 *     address; counters of different incarnations cannot be compared
 * @param deferred requests put off for reasons that no clock mends, such as a transfer of KV cache
 *     [num_requests_waiting_by_reason of deferred]
 * @param aborted ended requests that were aborted, part of all that ended; empty if the engine does not say
 *     [request_success_total of abort]
 * @param computedPromptTokens prompt tokens that were computed, not found in a cache; empty if the engine does not say
 *     [prompt_tokens_by_source_total of local_compute]
 * @param admittedPromptTokens prompt tokens to compute, not found in a cache, of requests as they are first admitted to the
 *     batch; empty if the engine does not say [prefix_cache_queries_total less prefix_cache_hits_total]
 * @param booking when prompt tokens are counted
 * @param countsFirstTokens whether the histogram of times to first token exists and is kept as first tokens are given, so
 *     that its count is their number
 * @param prefilling requests in the batch that are owed a first token; empty if the engine does not say
 * @param drafts steps of speculative decoding [spec_decode_num_drafts_total]
 * @param acceptedTokens drafted tokens that were accepted [spec_decode_num_accepted_tokens_total]
 * @param asleep whether an engine says that it sleeps [engine_sleep_state, awake is 0]
 */
public record Particulars(
        long incarnation,
        long deferred,
        OptionalLong aborted,
        OptionalLong computedPromptTokens,
        OptionalLong admittedPromptTokens,
        PromptBooking booking,
        boolean countsFirstTokens,
        OptionalLong prefilling,
        long drafts,
        long acceptedTokens,
        boolean asleep) {

    /** An engine that aborts nothing, puts nothing off, has no caches, does not speculate and never sleeps. */
    public static final Particulars NONE = new Particulars(
            0,
            0,
            OptionalLong.of(0),
            OptionalLong.empty(),
            OptionalLong.empty(),
            PromptBooking.AT_FIRST_TOKEN,
            true,
            OptionalLong.empty(),
            0,
            0,
            false);

    /** @throws IllegalArgumentException if a count is negative */
    public Particulars {
        boolean counts = deferred >= 0
                && aborted.orElse(0) >= 0
                && computedPromptTokens.orElse(0) >= 0
                && admittedPromptTokens.orElse(0) >= 0
                && prefilling.orElse(0) >= 0
                && drafts >= 0
                && acceptedTokens >= 0;
        if (!counts) {
            throw new IllegalArgumentException("counts of an engine must not be negative: deferred " + deferred
                    + ", aborted " + aborted + ", computed " + computedPromptTokens + ", admitted "
                    + admittedPromptTokens + ", drafts " + drafts + ", accepted " + acceptedTokens);
        }
    }

    /** The same, with so many prompt tokens admitted; empty for an engine that does not say. */
    public Particulars admitting(OptionalLong promptTokens) {
        return new Particulars(
                incarnation,
                deferred,
                aborted,
                computedPromptTokens,
                promptTokens,
                booking,
                countsFirstTokens,
                prefilling,
                drafts,
                acceptedTokens,
                asleep);
    }

    /** Whether counters can have gone on counting from {@code earlier}: the same incarnation, and none fell. */
    boolean continues(Particulars earlier) {
        return incarnation == earlier.incarnation
                && booking == earlier.booking
                && countsFirstTokens == earlier.countsFirstTokens
                && rose(earlier.aborted, aborted)
                && rose(earlier.computedPromptTokens, computedPromptTokens)
                && drafts >= earlier.drafts
                && acceptedTokens >= earlier.acceptedTokens;
    }

    /** As the record's own, which Java makes from method handles: this is asked at every tick. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Particulars that
                && incarnation == that.incarnation
                && deferred == that.deferred
                && aborted.equals(that.aborted)
                && computedPromptTokens.equals(that.computedPromptTokens)
                && admittedPromptTokens.equals(that.admittedPromptTokens)
                && booking == that.booking
                && countsFirstTokens == that.countsFirstTokens
                && prefilling.equals(that.prefilling)
                && drafts == that.drafts
                && acceptedTokens == that.acceptedTokens
                && asleep == that.asleep;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                incarnation,
                deferred,
                aborted,
                computedPromptTokens,
                admittedPromptTokens,
                booking,
                countsFirstTokens,
                prefilling,
                drafts,
                acceptedTokens,
                asleep);
    }

    private static boolean rose(OptionalLong earlier, OptionalLong later) {
        return earlier.isPresent() == later.isPresent() && later.orElse(0) >= earlier.orElse(0);
    }
}
