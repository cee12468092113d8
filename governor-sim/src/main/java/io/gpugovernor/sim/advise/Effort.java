package io.gpugovernor.sim.advise;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.units.Megahertz;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How much is tried.
 *
 * @param requests to measure on an instance in each trial, at least 100
 * @param seed draws arrivals, lengths and jitter
 * @param clocks which clocks are tried
 * @param batches batch limits to try, ascending; those above a profile's own are left out, and its own is tried too
 */
public record Effort(int requests, long seed, Clocks clocks, List<Integer> batches) {
    /** Clocks to try. */
    public sealed interface Clocks {
        /** @return those of {@code table}, ascending; empty if it has none of them */
        List<Megahertz> of(ClockTable table);
    }

    /** Steps of the whole range, at least so many MHz apart. */
    public record Spaced(int megahertz) implements Clocks {
        @Override
        public List<Megahertz> of(ClockTable table) {
            return Ladder.within(table, table.min(), table.max(), megahertz).rungs();
        }
    }

    /** These and no others. */
    public record Only(SortedSet<Megahertz> clocks) implements Clocks {
        public Only {
            clocks = Collections.unmodifiableSortedSet(new TreeSet<>(clocks));
        }

        @Override
        public List<Megahertz> of(ClockTable table) {
            return clocks.stream().filter(table::contains).toList();
        }
    }

    private static final int LEAST = 100;
    private static final int MOST = 1_000_000;

    /** Quick enough to wait for. */
    public static final Effort USUAL =
            new Effort(2000, 1, new Spaced(Ladder.SPACING), List.of(4, 8, 16, 32, 64, 128, 256));

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
        return new Effort(otherRequests, otherSeed, clocks, batches);
    }

    /** The same with other clocks. */
    public Effort trying(Clocks others) {
        return new Effort(requests, seed, others, batches);
    }

    /** Batch limits to try on an engine that was given {@code limit}, ascending. */
    List<Integer> batches(int limit) {
        return Stream.concat(batches.stream().filter(batch -> batch < limit), Stream.of(limit))
                .toList();
    }
}
