package io.gpugovernor.daemon.loadgen;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.sweep.Timing;
import java.time.Duration;
import java.util.Optional;

/**
 * A request's tokens as its client saw them.
 *
 * @param first when the first came
 * @param last when the last came
 * @param inputTokens tokens of the prompt
 * @param outputTokens tokens that came, at least 1
 */
record Answer(Moment first, Moment last, int inputTokens, int outputTokens) {
    /**
     * @param sent when it should have been sent; what it was sent late counts as waiting
     * @param began when the reading began
     */
    Timing timing(Moment sent, Moment began) {
        Optional<Duration> tbt = outputTokens > 1
                ? Optional.of(Durations.ofSeconds(last.secondsSince(first) / (outputTokens - 1)))
                : Optional.empty();
        return new Timing(sent.since(began), first.since(sent), tbt, inputTokens, outputTokens);
    }
}
