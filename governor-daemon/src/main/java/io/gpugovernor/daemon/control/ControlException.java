package io.gpugovernor.daemon.control;

/** A command that was not carried out; the message is one sentence with the remedy. */
public final class ControlException extends Exception {
    private static final long serialVersionUID = 1;

    /** Who or what stood in the way. */
    public enum Cause {
        /** Nobody answers. */
        NO_DAEMON,
        /** This user may not open the socket. */
        NO_PERMISSION,
        /** The daemon refused the command. */
        REFUSED
    }

    private final Cause obstacle;

    public ControlException(Cause obstacle, String message) {
        super(message);
        this.obstacle = obstacle;
    }

    public Cause obstacle() {
        return obstacle;
    }
}
