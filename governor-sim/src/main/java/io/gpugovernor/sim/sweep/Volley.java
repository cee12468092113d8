package io.gpugovernor.sim.sweep;

import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/**
 * Equal requests sent at one moment to an engine at rest; means over the repeats. With one token out it is a prefill and
 * nothing else; the difference of two volleys that differ in their output only is pure decoding.
 *
 * @param requests sent at one moment
 * @param repeats how often
 * @param firstTtft time to first token of the request that got it first
 * @param lastTtft time to first token of the request that got it last
 * @param tbt mean time between tokens over all requests; empty with one token out
 * @param leastTbt of the request with the shortest mean time between tokens: the one admitted last, whose decoding met no
 *     other's prefill; empty with one token out
 * @param elapsed from the sending to the last token
 * @param energy of all GPUs meanwhile
 * @param throttled share of that time that a limit held a GPU below its clock
 */
public record Volley(
        Setup setup,
        Megahertz clock,
        int requests,
        Prompt prompt,
        int repeats,
        Duration firstTtft,
        Duration lastTtft,
        Optional<Duration> tbt,
        Optional<Duration> leastTbt,
        Duration elapsed,
        Joules energy,
        Ratio throttled) {
    /** By configuration, clock, batch and lengths. */
    static final Comparator<Volley> ORDER = Comparator.comparing(Volley::setup)
            .thenComparing(Volley::clock)
            .thenComparingInt(Volley::requests)
            .thenComparingInt(volley -> volley.prompt().inputTokens())
            .thenComparingInt(volley -> volley.prompt().outputTokens());
}
