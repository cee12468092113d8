package io.gpugovernor.sim.advise;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.units.Megahertz;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much is tried.
 *
 * @param requests to measure on an instance in each trial, at least 100
 * @param seed draws arrivals, lengths and jitter
 * @param spacing MHz between the clocks that are tried
 * @param batches batch limits to try, ascending; those above a profile's own are left out, and its own is tried too
 */
public record Effort(int requests, long seed, int spacing, List<Integer> batches) {
    private static final int LEAST = 100;
    private static final int MOST = 1_000_000;

    /** Quick enough to wait for. */
    public static final Effort USUAL = new Effort(2000, 1, Ladder.SPACING, List.of(4, 8, 16, 32, 64, 128, 256));

    /** @throws IllegalArgumentException if a number is out of range */
    public Effort {
        batches = List.copyOf(batches);
        if (requests < LEAST || requests > MOST) {
            throw new IllegalArgumentException(
                    "a trial measures " + LEAST + " to " + MOST + " requests, not " + requests);
        }
    }

    /** The same with other samples. */
    public Effort with(int otherRequests, long otherSeed) {
        return new Effort(otherRequests, otherSeed, spacing, batches);
    }

    /** Clocks to try, ascending. */
    List<Megahertz> clocks(ClockTable table) {
        return Ladder.within(table, table.min(), table.max(), spacing).rungs();
    }

    /** Batch limits to try on an engine that was given {@code limit}, ascending. */
    List<Integer> batches(int limit) {
        return Stream.concat(batches.stream().filter(batch -> batch < limit), Stream.of(limit))
                .toList();
    }
}
