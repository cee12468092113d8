package io.gpugovernor.daemon.loadgen;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How things stood at one moment, counted from when the watch began.
 *
 * @param at the moment
 * @param joules the sum of the GPUs' energy counters
 * @param samples looks at the GPUs so far
 * @param throttled of these, those at which a limit held a GPU below its clock
 * @param clocks how often each clock was seen
 * @param disobedience why a GPU no longer keeps to its lock, if one does not
 */
record Mark(
        Moment at,
        double joules,
        long samples,
        long throttled,
        TreeMap<Megahertz, Long> clocks,
        Optional<String> disobedience) {
    /** Energy of a window of length {@code span} that began about when {@code earlier} was set and ends about now. */
    Joules energySince(Mark earlier, Duration span) {
        double between = at.secondsSince(earlier.at);
        // A mark is set some milliseconds beside the moment that is meant: power is what the two tell exactly.
        return between > 0 ? new Joules((joules - earlier.joules) / between * Durations.seconds(span)) : Joules.ZERO;
    }

    Ratio throttledSince(Mark earlier) {
        return Ratio.of(throttled - earlier.throttled, samples - earlier.samples, Ratio.ZERO);
    }

    /** The clock at which GPUs were seen half of the times at most below it; empty if none was seen. */
    Optional<Megahertz> clockSince(Mark earlier) {
        long seen = total(clocks) - total(earlier.clocks);
        long below = 0;
        for (Map.Entry<Megahertz, Long> clock : clocks.entrySet()) {
            below += clock.getValue() - earlier.clocks.getOrDefault(clock.getKey(), 0L);
            if (2 * below > seen) {
                return Optional.of(clock.getKey());
            }
        }
        return Optional.empty();
    }

    private static long total(Map<Megahertz, Long> clocks) {
        return clocks.values().stream().mapToLong(Long::longValue).sum();
    }
}
