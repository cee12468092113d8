package io.gpugovernor.daemon.scrape;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a metrics page is worth to the governor.
 *
 * @param engine whose names it speaks; empty if that is not clear
 * @param complaint why it cannot be worked with, one clause that follows the page's address; empty if it can
 * @param present roles that the page fills
 * @param missing roles that would help and are not there, with what the governor does without
 */
public record PageExamination(
        Optional<String> engine, Optional<String> complaint, List<String> present, Map<String, String> missing) {
    public PageExamination {
        present = List.copyOf(present);
        missing = Map.copyOf(missing);
    }

    /** @param page its first {@code length} bytes count */
    public static PageExamination of(byte[] page, int length, Dialect dialect) {
        Reading reading;
        try {
            reading = dialect.read(new PrometheusText(dialect.names(), ExpositionLimits.DEFAULT).parse(page, length));
        } catch (ExpositionException unreadable) {
            return refused("sends no readable metrics (" + unreadable.getMessage() + "): correct the metrics path");
        }
        if (reading.complaint().isPresent()) {
            return refused(reading.complaint().get());
        }
        return new PageExamination(
                Optional.of(reading.dialect().engine()),
                Optional.empty(),
                reading.metrics().keySet().stream().map(Role::key).toList(),
                reading.missing(Role.Need.HELPFUL).stream()
                        .collect(Collectors.toMap(Role::key, PageExamination::without)));
    }

    private static PageExamination refused(String complaint) {
        return new PageExamination(Optional.empty(), Optional.of(complaint), List.of(), Map.of());
    }

    /** What the governor does without a role. */
    private static String without(Role role) {
        return switch (role) {
            case FINISHED -> "first tokens owed are guessed from the queue";
            case ABORTED ->
                "any end may have been an abort, so first tokens owed are uncertain until the engine is idle";
            case TTFT -> "late first tokens are not counted, so the price of a miss does not fall";
            case STEP_LATENCY -> "the time between tokens is not shown";
            case TBT -> "requests that were too slow are not counted; the forecast still holds the clock for them";
            case PROMPT_TOKENS, GENERATION_TOKENS, PROMPT_LENGTHS, OUTPUT_LENGTHS ->
                "lengths are taken from a wide prior, or from what is there";
            case COMPUTED_PROMPT_TOKENS ->
                "every prompt counts as computed, so the clock stays higher than cache hits would allow";
            case KV_USAGE -> "the KV cache is not shown";
            case PREEMPTIONS -> "a request put back into the queue counts as owed a first token";
            default -> "the governor works without " + role.key().toLowerCase(Locale.ROOT);
        };
    }
}
