package io.gpugovernor.core.telemetry;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the source of a reading is, beside the reading.
 *
 * @param pace time within which a newer reading can be expected, and a decision on it; empty where the loop's own period
 *     is all that is known
 * @param stepTokens most tokens in a step, by the engine's own word; empty if it did not say
 */
public record Source(Optional<Duration> pace, OptionalInt stepTokens) {
    /** A source that is asked once a period and tells no more than its readings. */
    public static final Source ASKED = new Source(Optional.empty(), OptionalInt.empty());

    /** @throws IllegalArgumentException if a value is not positive */
    public Source {
        if (pace.filter(span -> span.isNegative() || span.isZero()).isPresent() || stepTokens.orElse(1) < 1) {
            throw new IllegalArgumentException("a pace and a budget must be positive, not " + pace + ", " + stepTokens);
        }
    }

    /** The same source, where somebody who knows better says what the engine's step holds. */
    public Source withStepTokens(int most) {
        return new Source(pace, OptionalInt.of(most));
    }

    /** The same source, without a word on the engine's step. */
    public Source withoutStepTokens() {
        return new Source(pace, OptionalInt.empty());
    }
}
