package io.gpugovernor.daemon.lease;

import java.nio.file.Path;
import java.util.Optional;

/** How asking for the lease of a node ended. */
public sealed interface Acquisition {
    /** The node is ours until the lease is closed or this process ends. */
    record Acquired(Lease lease) implements Acquisition {}

    /**
     * Another living process has it.
     *
     * @param directory the run directory
     * @param owner the process, as it said itself; empty in the moment between its locking and its saying so
     */
    record HeldByOther(Path directory, Optional<Owner> owner) implements Acquisition {
        /** One line: what is wrong and what to do. */
        public String sentence() {
            return "another gpu-governor" + owner.map(who -> " (" + who + ")").orElse("") + " holds " + directory
                    + "; stop it (systemctl stop gpu-governor), or leave the node's GPUs to it";
        }
    }

    /**
     * The run directory cannot be used.
     *
     * @param reason one clause that names the file
     * @param remedy what the operator does about it
     */
    record Unusable(String reason, String remedy) implements Acquisition {
        /** One line: what is wrong and what to do. */
        public String sentence() {
            return reason + "; " + remedy;
        }
    }
}
