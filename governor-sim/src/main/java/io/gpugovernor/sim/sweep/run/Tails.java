package io.gpugovernor.sim.sweep.run;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.sim.characterize.Quantiles;
import io.gpugovernor.sim.sweep.Reading;
import io.gpugovernor.sim.sweep.TestbedException;

/**
 * The latencies of one reading, in seconds.
 *
 * @param ttft time to first token
 * @param tbt mean time between the tokens of a request
 */
record Tails(Quantiles ttft, Quantiles tbt) {
    /** @throws TestbedException if no request of the reading ended well */
    static Tails of(Reading reading) {
        if (reading.requests().isEmpty()) {
            throw new TestbedException("none of " + reading.failed() + " requests ended well; the engine refuses the"
                    + " length, or does not answer");
        }
        return new Tails(
                Quantiles.of(reading.requests().stream()
                        .mapToDouble(request -> Durations.seconds(request.ttft()))
                        .toArray()),
                Quantiles.of(reading.requests().stream()
                        .flatMap(request -> request.tbt().stream())
                        .mapToDouble(Durations::seconds)
                        .toArray()));
    }
}
