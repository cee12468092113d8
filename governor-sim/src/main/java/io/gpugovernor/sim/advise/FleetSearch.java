package io.gpugovernor.sim.advise;

import io.gpugovernor.core.units.Megahertz;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The best batch limit and clock of one fleet.
 *
 * <p>A {@link Prognosis} drops what cannot work and says where the least is to be expected; trials decide. For a batch
 * limit, the lowest clock that keeps the promise is found by bisection, since a higher clock serves no worse; of the clocks
 * from there on, those are tried that are expected to be among the best. A batch limit that no trial ever filled changes
 * nothing, so the largest stands for it.
 */
final class FleetSearch {
    /** A clock is tried if no more than this is expected, over the least. */
    private static final double FINALIST = 1.05;

    /** Clocks above the lowest that are tried whatever is expected. */
    private static final int NEIGHBOURS = 2;

    private final Question question;
    private final Configuration.Fleet fleet;
    private final MeanLengths lengths;
    private final List<Megahertz> clocks;
    private final Map<Configuration, Trial> tried = new HashMap<>();

    FleetSearch(Question question, Configuration.Fleet fleet, MeanLengths lengths) {
        this.question = question;
        this.fleet = fleet;
        this.lengths = lengths;
        this.clocks = question.effort().clocks().of(fleet.hardware().clocks());
    }

    /** The best that keeps the promise; empty if nothing does. */
    Optional<Choice> best() {
        List<Integer> batches =
                question.effort().batches(fleet.hardware().limits().maxSequences());
        if (clocks.isEmpty()) {
            return Optional.empty();
        }
        List<Choice> found = new ArrayList<>();
        int filled = Integer.MAX_VALUE;
        for (int i = batches.size() - 1; i >= 0; i--) {
            int batch = batches.get(i);
            if (batch < filled) {
                int lowest = lowestThatKeeps(batch);
                if (lowest == clocks.size()) {
                    // A smaller batch limit makes nothing possible that a larger one does not.
                    if (!found.isEmpty()) {
                        break;
                    }
                    continue;
                }
                Choice choice = leastFrom(batch, lowest);
                found.add(choice);
                filled = Math.min(filled, widest(batch));
            }
        }
        return found.stream().min(Comparator.comparingDouble(Choice::score));
    }

    /** Index of the lowest clock that keeps the promise under this batch limit; the number of clocks if none does. */
    private int lowestThatKeeps(int batch) {
        int low = 0;
        int high = clocks.size() - 1;
        if (!keeps(batch, high)) {
            return clocks.size();
        }
        while (low < high) {
            int middle = (low + high) / 2;
            if (keeps(batch, middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return high;
    }

    private boolean keeps(int batch, int clock) {
        Configuration configuration = at(batch, clock);
        double share = question.rate().perSecond() / fleet.instances();
        return Prognosis.of(configuration, share, lengths).hopeful(question.slo())
                && tried(configuration).keeps(question.slo());
    }

    /** Tries the clocks where little may be expected to be spent, and those just above {@code lowest}. */
    private Choice leastFrom(int batch, int lowest) {
        double share = question.rate().perSecond() / fleet.instances();
        double[] expected = new double[clocks.size()];
        double least = Double.POSITIVE_INFINITY;
        for (int i = lowest; i < clocks.size(); i++) {
            Prognosis prognosis = Prognosis.of(at(batch, i), share, lengths);
            expected[i] = prognosis.stable() ? prognosis.watts() : Double.POSITIVE_INFINITY;
            least = Math.min(least, expected[i]);
        }
        Choice best = choice(batch, lowest);
        for (int i = lowest + 1; i < clocks.size(); i++) {
            if (i <= lowest + NEIGHBOURS || expected[i] <= FINALIST * least) {
                Choice other = choice(batch, i);
                best = other.trial().keeps(question.slo()) && other.score() < best.score() ? other : best;
            }
        }
        return best;
    }

    /** Most requests that any trial of this batch limit that kept the promise had at a time. */
    private int widest(int batch) {
        return tried.entrySet().stream()
                .filter(entry -> entry.getKey().maxSequences() == batch
                        && entry.getValue().keeps(question.slo()))
                .mapToInt(entry -> entry.getValue().widest())
                .max()
                .orElse(batch);
    }

    private Choice choice(int batch, int clock) {
        Configuration configuration = at(batch, clock);
        Trial trial = tried(configuration);
        return new Choice(configuration, trial, question.score(configuration, trial));
    }

    private Trial tried(Configuration configuration) {
        return tried.computeIfAbsent(configuration, any -> Trial.of(any, question));
    }

    private Configuration at(int batch, int clock) {
        return new Configuration(fleet, batch, clocks.get(clock));
    }
}
