package io.gpugovernor.daemon.lease;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The GPUs a lease lists, one entry for each address.
 *
 * @param entries in the order they were listed
 */
record LeaseContents(List<LeaseEntry> entries) {
    static final LeaseContents NOTHING = new LeaseContents(List.of());

    LeaseContents {
        entries = List.copyOf(entries);
    }

    /** These entries and {@code more}; a GPU listed already keeps its place, and its range covers both. */
    LeaseContents with(List<LeaseEntry.Granted> more) {
        List<LeaseEntry> all = new ArrayList<>(entries);
        for (LeaseEntry.Granted granted : more) {
            int listed = indexOf(all, granted.address());
            if (listed < 0) {
                all.add(granted);
            } else if (all.get(listed) instanceof LeaseEntry.Granted before) {
                all.set(listed, before.covering(granted));
            } else {
                all.set(listed, granted);
            }
        }
        return new LeaseContents(all);
    }

    LeaseContents without(Predicate<LeaseEntry> dropped) {
        return new LeaseContents(entries.stream().filter(dropped.negate()).toList());
    }

    boolean lists(String address) {
        return indexOf(entries, address) >= 0;
    }

    private static int indexOf(List<LeaseEntry> entries, String address) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).address().equals(address)) {
                return i;
            }
        }
        return -1;
    }
}
