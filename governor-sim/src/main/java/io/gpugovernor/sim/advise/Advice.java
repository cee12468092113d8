package io.gpugovernor.sim.advise;

import io.gpugovernor.sim.trace.ArrivalRate;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a question.
 *
 * @param question what was asked
 * @param ranking the best configuration of every fleet that can keep the promise, the best first; empty if none can
 * @param most the highest rate that some fleet serves within the promise; known if it was looked for
 */
public record Advice(Question question, List<Choice> ranking, Optional<ArrivalRate> most) {
    public Advice {
        ranking = List.copyOf(ranking);
    }

    /** What to run; empty if nothing keeps the promise. */
    public Optional<Choice> best() {
        return ranking.stream().findFirst();
    }

    /** Fleets that cannot keep the promise at this load. */
    public List<String> unfit() {
        return Advisor.fleets(question).stream()
                .filter(fleet -> ranking.stream()
                        .noneMatch(choice -> choice.configuration().fleet().equals(fleet)))
                .map(Configuration.Fleet::label)
                .toList();
    }

    /** By how much the next fleet is worse than the best, as a share of it; empty without two. */
    public Optional<Double> lead() {
        return ranking.size() < 2
                ? Optional.empty()
                : Optional.of(ranking.get(1).score() / ranking.get(0).score() - 1);
    }
}
