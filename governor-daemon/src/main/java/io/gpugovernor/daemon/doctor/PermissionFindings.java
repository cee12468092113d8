package io.gpugovernor.daemon.doctor;

import io.gpugovernor.daemon.config.Mode;
import java.util.Optional;

/** Whether this process may set clocks, without setting any. */
final class PermissionFindings {
    private static final String LAST_WORD = "the driver has the last word, and only setting a clock would prove it";
    static final String REMEDY = "run as root on the node, or give the service"
            + " AmbientCapabilities=CAP_SYS_ADMIN; start a container with --cap-add SYS_ADMIN and without a user"
            + " namespace of its own; mode observe needs none of it";

    private PermissionFindings() {}

    /** @param mode the policy's; empty without a policy */
    static Finding of(Privilege privilege, Optional<Mode> mode) {
        if (privilege instanceof Privilege.Unknown unknown) {
            return Finding.warning(
                    Topic.PERMISSION,
                    "whether this process may set clocks cannot be told: " + unknown.reason(),
                    "ask as the user and in the container that the daemon will run as; " + LAST_WORD);
        }
        Privilege.Known known = (Privilege.Known) privilege;
        if (known.mayProbablySet()) {
            return Finding.ok(
                    Topic.PERMISSION,
                    user(known) + " has CAP_SYS_ADMIN, which is what setting clocks takes; " + LAST_WORD);
        }
        String refused = obstacle(known) + ": the driver is expected to refuse to set clocks, and it has the last word";
        if (mode.isEmpty()) {
            return Finding.warning(Topic.PERMISSION, refused, REMEDY);
        }
        return mode.get() == Mode.ENFORCE
                ? Finding.problem(Topic.PERMISSION, refused, REMEDY)
                : Finding.ok(Topic.PERMISSION, refused + "; mode observe sets none");
    }

    private static String obstacle(Privilege.Known known) {
        return known.sysAdmin()
                ? user(known) + " has CAP_SYS_ADMIN in a user namespace only, not on the machine"
                : user(known) + " lacks CAP_SYS_ADMIN"
                        + (known.effectiveUser() == 0 ? ", as root in a container does" : "");
    }

    private static String user(Privilege.Known known) {
        return known.effectiveUser() == 0 ? "root" : "user " + known.effectiveUser();
    }
}
