package io.gpugovernor.sim.evaluation;

import io.gpugovernor.sim.tournament.Contender;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * What an evaluation ranges over.
 *
 * @param reference the setting that is varied one quantity at a time, and that classes and shapes take all but load from
 * @param settings workloads, loads and hardware that are compared
 * @param contenders policies that are compared
 * @param firstSeed first seed
 * @param seeds how many, counting up; the clairvoyant, which takes a hundred times as long, runs on the first only
 * @param studies the questions to answer
 */
public record Axes(
        Setting reference,
        List<Setting> settings,
        List<Contender> contenders,
        long firstSeed,
        int seeds,
        Set<Study> studies) {
    /** @throws IllegalArgumentException if there is no setting or no contender */
    public Axes {
        settings = List.copyOf(settings);
        contenders = List.copyOf(contenders);
        studies = Set.copyOf(studies);
        if (settings.isEmpty() || contenders.isEmpty()) {
            throw new IllegalArgumentException("an evaluation needs a setting and a policy at least");
        }
    }

    List<Long> seedsFor(Contender contender) {
        int count = contender instanceof Contender.Clairvoyance ? 1 : seeds;
        return LongStream.range(firstSeed, firstSeed + count).boxed().toList();
    }
}
