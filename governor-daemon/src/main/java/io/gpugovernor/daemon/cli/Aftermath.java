package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.http.DecisionView;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What came of a change.
 *
 * @param heldSeconds how long it held, until the next one or until now
 * @param holds whether it holds still
 * @param powerWatts mean of what the GPUs were measured to draw while it held; null where nothing of that is remembered
 */
record Aftermath(
        double heldSeconds, boolean holds, @Nullable Double powerWatts) {
    /**
     * @param next the change after it; empty if there was none yet
     * @param recent decisions that the daemon remembers, newest first; those in between count
     */
    static Aftermath of(DecisionView change, Optional<DecisionView> next, List<DecisionView> recent) {
        double begin = change.atSeconds();
        double end = next.map(DecisionView::atSeconds).orElse(begin + change.ageSeconds());
        // A reading that comes with a change is of the clock before it, so the next change's own reading counts too.
        OptionalDouble mean = recent.stream()
                .filter(one -> one.atSeconds() > begin && one.atSeconds() <= end)
                .map(DecisionView::powerWatts)
                .filter(Objects::nonNull)
                .mapToDouble(watts -> watts)
                .average();
        return new Aftermath(end - begin, next.isEmpty(), mean.isPresent() ? mean.getAsDouble() : null);
    }
}
