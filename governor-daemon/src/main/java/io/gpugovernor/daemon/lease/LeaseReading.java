package io.gpugovernor.daemon.lease;

import java.util.List;
import java.util.Optional;

/**
 * What a lease file says.
 *
 * @param owner who wrote it, where that can be read
 * @param contents every GPU it names
 * @param defects what is wrong with it, one clause each; empty if the whole file was read as it was written
 */
record LeaseReading(Optional<Owner> owner, LeaseContents contents, List<String> defects) {
    LeaseReading {
        defects = List.copyOf(defects);
    }
}
