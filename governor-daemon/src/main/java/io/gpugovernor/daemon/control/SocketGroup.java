package io.gpugovernor.daemon.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;

/** Opens a socket to the members of a group. */
final class SocketGroup {
    private SocketGroup() {}

    /** @throws ControlException if there is no such group, or this process may not give the socket to it */
    static void give(Path socket, String group) throws ControlException {
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(socket, PosixFileAttributeView.class);
            view.setGroup(socket.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
        } catch (UserPrincipalNotFoundException unknown) {
            throw unusable("there is no group '" + group + "': create it (groupadd --system " + group + ")");
        } catch (IOException denied) {
            throw unusable("the socket cannot be given to the group '" + group
                    + "', of which this process is no member:" + " add SupplementaryGroups=" + group + " to its unit");
        }
    }

    private static ControlException unusable(String why) {
        return new ControlException(ControlException.Cause.NO_DAEMON, why + ", or correct control.group");
    }
}
