package io.gpugovernor.daemon.control;

import java.nio.file.attribute.UserPrincipal;
import jdk.net.UnixDomainPrincipal;

/**
 * Whose commands are taken: root's, those of the daemon's own user, and, where a group was named, of whomever the kernel
 * let open the socket by it. The kernel's answer alone would do, were there no operator who changes modes by hand.
 */
final class Commanders {
    private static final String ROOT = "root";

    private final UserPrincipal self;
    private final boolean group;

    /**
     * @param self the user that the daemon runs as
     * @param group whether members of the socket's group may command
     */
    Commanders(UserPrincipal self, boolean group) {
        this.self = self;
        this.group = group;
    }

    boolean include(UnixDomainPrincipal who) {
        return who.user().equals(self) || who.user().getName().equals(ROOT) || group;
    }

    /** One sentence with the remedy. */
    String refusal(UnixDomainPrincipal who) {
        return "user " + who.user().getName() + " may not command this daemon: run this as root or as " + self.getName()
                + ", or name a group with control.group in the policy file";
    }
}
