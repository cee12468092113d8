package io.gpugovernor.daemon.loadgen;

import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.sweep.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of a schedule's requests.
 *
 * @param began when the schedule began
 * @param answers of each request in the schedule's order, empty for one that failed
 * @param failure what the first that failed failed of
 * @param unsent requests that could not be sent at all, as too many were under way
 * @param late requests that were sent too late, as this machine was busy; their latency counts from when they were due
 */
record Volume(Moment began, List<Optional<Timing>> answers, Optional<EngineFault> failure, int unsent, int late) {
    Volume {
        answers = List.copyOf(answers);
    }

    /** Those from the {@code first} on that ended well. */
    List<Timing> from(int first) {
        return answers.subList(first, answers.size()).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    int failedFrom(int first) {
        return answers.size() - first - from(first).size();
    }

    /** How many ended after {@code from} and not after {@code to}, both counted from the beginning. */
    int endedWithin(Duration from, Duration to) {
        return (int) from(0).stream()
                .map(Timing::end)
                .filter(end -> end.compareTo(from) > 0 && end.compareTo(to) <= 0)
                .count();
    }

    /** A line on what the load generator could not do; empty if it did all. */
    Optional<String> confession() {
        if (unsent + late == 0) {
            return Optional.empty();
        }
        return Optional.of("overloaded: " + (unsent + late) + " of " + answers.size()
                + " requests could not be sent on time"
                + (unsent > 0 ? ", " + unsent + " of them not at all, as too many were under way" : "")
                + (late > 0 ? "; run the load generator on a less busy machine" : ""));
    }
}
