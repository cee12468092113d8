package io.gpugovernor.daemon.doctor;

import io.gpugovernor.daemon.lease.AbandonedLease;
import java.util.List;
import java.util.Optional;

/** Whether a dead daemon's locks are still in force. */
public final class LeaseFindings {
    private LeaseFindings() {}

    /** Empty if nobody left any, or nobody can tell. */
    public static List<Finding> of(Optional<AbandonedLease> abandoned) {
        return abandoned.map(lease -> Finding.warning(Topic.LEASE, lease.sentence(), lease.remedy())).stream()
                .toList();
    }
}
