package io.gpugovernor.sim.sweep.fit;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.sweep.Isolated;
import io.gpugovernor.sim.sweep.Prompt;
import io.gpugovernor.sim.sweep.Volley;
import java.time.Duration;
import java.util.Optional;

/**
 * Equal requests that were sent at the same moment and had the engine to themselves: one for an isolated latency, several
 * for a batch that decodes together.
 *
 * @param clock clock in force
 * @param requests how many, at least 1
 * @param inputTokens prompt tokens of each, at least 1
 * @param outputTokens tokens each generated, at least 1
 * @param ttft time to first token of the request that got it last, above 0
 * @param tbt mean time between tokens of that request, above 0; empty with one token out
 * @param power mean draw of all GPUs from the sending to the last token, above 0
 */
record Burst(
        Megahertz clock,
        int requests,
        int inputTokens,
        int outputTokens,
        Duration ttft,
        Optional<Duration> tbt,
        Watts power) {
    static Burst of(Isolated row) {
        Prompt prompt = Prompt.of(row.workload());
        return new Burst(
                row.clock(),
                1,
                prompt.inputTokens(),
                prompt.outputTokens(),
                Durations.ofSeconds(row.ttft().value()),
                Optional.of(Durations.ofSeconds(row.tbt().value())),
                power(row.energy(), row.elapsed()));
    }

    static Burst of(Volley row) {
        return new Burst(
                row.clock(),
                row.requests(),
                row.prompt().inputTokens(),
                row.prompt().outputTokens(),
                row.lastTtft(),
                row.leastTbt(),
                power(row.energy(), row.elapsed()));
    }

    /** Requests that decode together; 0 if none decodes. */
    int decoding() {
        return tbt.isPresent() ? requests : 0;
    }

    private static Watts power(Joules energy, Duration elapsed) {
        return new Watts(energy.value() / Durations.seconds(elapsed));
    }
}
