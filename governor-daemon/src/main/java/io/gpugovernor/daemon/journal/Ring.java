package io.gpugovernor.daemon.journal;

import java.util.ArrayDeque;
import java.util.List;

/** The newest entries, up to a fixed number; the oldest falls out. Not thread-safe. */
final class Ring<T> {
    private final int capacity;
    private final ArrayDeque<T> entries;

    Ring(int capacity) {
        this.capacity = capacity;
        this.entries = new ArrayDeque<>(capacity);
    }

    void add(T entry) {
        if (entries.size() == capacity) {
            entries.removeFirst();
        }
        entries.addLast(entry);
    }

    /** Oldest first. */
    List<T> toList() {
        return List.copyOf(entries);
    }
}
