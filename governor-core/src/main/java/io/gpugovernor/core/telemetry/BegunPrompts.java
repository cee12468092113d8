package io.gpugovernor.core.telemetry;

import java.util.OptionalLong;

/**
 * The prompts that the engine has begun and not yet finished: how many there are, and how long they are together.
 *
 * <p>vLLM counts a prompt's tokens twice: in its prefix cache's queries when the request is admitted to the batch, and in
 * its prompt tokens when the prefill ends. The difference is what stands in the batch without a first token:
 *
 * <pre>
 * tokens = admitted - computed, less what that was when nothing was owed
 * </pre>
 *
 * Engines look some prompts up more than once, or never, and requests are aborted between the two. So the difference is
 * believed only if it was the same the last two times that nothing was owed, with prompts between: each had then been
 * counted once in both. Otherwise nothing is known. Immutable.
 *
 * @param resting {@code admitted - computed} when last nothing was owed; empty before that
 * @param admitted counted then
 * @param balanced whether what came between the last two such moments was counted once in both
 * @param count prompts begun, 0 if their lengths are not known
 * @param tokens prompt tokens of those, of which some may be computed already
 */
public record BegunPrompts(OptionalLong resting, long admitted, boolean balanced, int count, long tokens) {
    /** Nothing is known. */
    public static final BegunPrompts UNKNOWN = new BegunPrompts(OptionalLong.empty(), 0, false, 0, 0);

    BegunPrompts after(EngineSnapshot engine, FirstTokenDebt debt) {
        Particulars told = engine.particulars();
        if (told.admittedPromptTokens().isEmpty() || told.booking() != PromptBooking.AT_FIRST_TOKEN) {
            return UNKNOWN;
        }
        long now = told.admittedPromptTokens().getAsLong();
        long difference = now - engine.computedPromptTokens();
        if (!debt.isCertain()) {
            return with(0, 0);
        }
        if (debt.isEmpty()) {
            return resting(now, difference);
        }
        long tokens = difference - resting.orElse(difference);
        int begun = debt.begun(engine);
        return balanced && begun > 0 && tokens >= begun ? with(begun, tokens) : with(0, 0);
    }

    private BegunPrompts resting(long now, long difference) {
        if (resting.isEmpty()) {
            return new BegunPrompts(OptionalLong.of(difference), now, false, 0, 0);
        }
        if (now == admitted && difference == resting.getAsLong()) {
            return with(0, 0);
        }
        return new BegunPrompts(
                OptionalLong.of(difference), now, now > admitted && difference == resting.getAsLong(), 0, 0);
    }

    private BegunPrompts with(int prompts, long together) {
        return prompts == count && together == tokens
                ? this
                : new BegunPrompts(resting, admitted, balanced, prompts, together);
    }
}
