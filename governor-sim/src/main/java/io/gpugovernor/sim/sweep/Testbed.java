package io.gpugovernor.sim.sweep;

import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What can be measured: a twin in virtual time, or a live node. One engine in one configuration. Used by one thread at a
 * time. Every method but {@link #subject} and {@link #clocks} throws {@link TestbedException} when the measurement cannot
 * be made.
 */
public interface Testbed extends AutoCloseable {
    Subject subject();

    /** Clocks that may be asked for, ascending; empty when only the current clock may be measured. */
    List<Megahertz> clocks();

    /**
     * Holds the GPUs at {@code clock} until the next call, and returns once it is in force; empty releases them.
     *
     * @throws TestbedException if the clock is not supported or not honoured
     */
    void lock(Optional<Megahertz> clock);

    /** Serves an open loop of equal requests. Latencies are those of the requests after the warm-up. */
    Reading serve(Errand errand);

    /** No requests for {@code span}: what the GPUs draw at rest. */
    Reading rest(Duration span);

    /**
     * Requests sent at the same moment to an engine that has nothing else to do: one is an isolated request, several are a
     * batch that decodes together.
     *
     * @param requests at least 1
     */
    Reading volley(int requests, Prompt prompt);

    /** Gives back whatever was held: the clock, connections. */
    @Override
    void close();
}
