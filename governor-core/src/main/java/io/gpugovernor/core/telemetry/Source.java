package io.gpugovernor.core.telemetry;

import java.time.Duration;
import java.util.Optional;

/**
 * What the source of a reading is, beside the reading.
 *
 * @param pace time within which a newer reading can be expected, and a decision on it; empty where the loop's own period
 *     is all that is known
 * @param limits what the engine's step holds, by its own word
 */
public record Source(Optional<Duration> pace, StepLimits limits) {
    /** A source that is asked once a period and tells no more than its readings. */
    public static final Source ASKED = new Source(Optional.empty(), StepLimits.UNTOLD);

    /** @throws IllegalArgumentException if the pace is not positive */
    public Source {
        if (pace.filter(span -> span.isNegative() || span.isZero()).isPresent()) {
            throw new IllegalArgumentException("a pace must be positive, not " + pace);
        }
    }

    /** The same source, where somebody who knows better says what the engine's step holds. */
    public Source under(StepLimits told) {
        return new Source(pace, told);
    }
}
