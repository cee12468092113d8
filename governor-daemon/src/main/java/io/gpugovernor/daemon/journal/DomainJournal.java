package io.gpugovernor.daemon.journal;

import io.gpugovernor.core.model.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The decisions of one domain: the newest of all, and, reaching further back, those that changed clock or state. */
final class DomainJournal {
    private final Ring<Decision> recent = new Ring<>(DecisionJournal.RECENT);
    private final Ring<Decision> changes = new Ring<>(DecisionJournal.CHANGES);
    private Optional<Decision> latest = Optional.empty();

    synchronized void add(Decision decision) {
        if (isChange(decision)) {
            changes.add(decision);
        }
        recent.add(decision);
        latest = Optional.of(decision);
    }

    synchronized Optional<Decision> latest() {
        return latest;
    }

    synchronized List<Decision> last(int count) {
        List<Decision> newest = recent.toList();
        Stream<Decision> older = changes.toList().stream()
                .filter(change -> change.at().isBefore(newest.get(0).at()));
        return newestFirst(Stream.concat(older, newest.stream()).toList(), count);
    }

    synchronized List<Decision> lastChanges(int count) {
        return newestFirst(changes.toList(), count);
    }

    private boolean isChange(Decision decision) {
        return decision.changesClock()
                || latest.map(before -> before.state() != decision.state()).orElse(true);
    }

    private static List<Decision> newestFirst(List<Decision> oldestFirst, int count) {
        List<Decision> chosen = new ArrayList<>();
        for (int i = oldestFirst.size() - 1; i >= 0 && chosen.size() < count; i--) {
            chosen.add(oldestFirst.get(i));
        }
        return List.copyOf(chosen);
    }
}
