package io.gpugovernor.core.telemetry;

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
 * @param promptTokens prompt tokens of requests whose prefill ended
 * @param generationTokens tokens generated
 * @param preemptions requests thrown out of the batch
 * @param ttft times to first token, seconds
 * @param stepLatency times between tokens, seconds
 * @param tbt mean times between tokens of ended requests, seconds
 * @param promptLengths prompt lengths of ended requests
 * @param outputLengths generated lengths of ended requests
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
        Histogram outputLengths) {

    /** The difference of two snapshots; empty if a counter went backwards or no time passed between them. */
    public static Optional<Window> between(EngineSnapshot earlier, EngineSnapshot later) {
        boolean continuous = earlier.at().isBefore(later.at())
                && later.finished() >= earlier.finished()
                && later.promptTokens() >= earlier.promptTokens()
                && later.generationTokens() >= earlier.generationTokens()
                && later.preemptions() >= earlier.preemptions()
                && later.ttft().continues(earlier.ttft())
                && later.stepLatency().continues(earlier.stepLatency())
                && later.tbt().continues(earlier.tbt())
                && later.promptLengths().continues(earlier.promptLengths())
                && later.outputLengths().continues(earlier.outputLengths());
        if (!continuous) {
            return Optional.empty();
        }
        return Optional.of(new Window(
                earlier.at(),
                later.at(),
                // Engines do not count every end, for instance when a client hangs up; that is no reset.
                Math.max(0, later.arrived() - earlier.arrived()),
                later.firstTokens() - earlier.firstTokens(),
                later.finished() - earlier.finished(),
                later.promptTokens() - earlier.promptTokens(),
                later.generationTokens() - earlier.generationTokens(),
                later.preemptions() - earlier.preemptions(),
                later.ttft().since(earlier.ttft()),
                later.stepLatency().since(earlier.stepLatency()),
                later.tbt().since(earlier.tbt()),
                later.promptLengths().since(earlier.promptLengths()),
                later.outputLengths().since(earlier.outputLengths())));
    }

    public Duration length() {
        return to.since(from);
    }
}
