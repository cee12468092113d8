package io.gpugovernor.daemon.control;

import java.util.List;

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
        REFUSED,
        /** The daemon refused the policy file that it was to follow. */
        POLICY_REFUSED
    }

    private final Cause obstacle;
    private final transient List<String> problems;

    public ControlException(Cause obstacle, String message) {
        super(message);
        this.obstacle = obstacle;
        this.problems = List.of();
    }

    /** @param problems everything that is wrong with the policy file, a sentence each */
    public ControlException(String message, List<String> problems) {
        super(message);
        this.obstacle = Cause.POLICY_REFUSED;
        this.problems = List.copyOf(problems);
    }

    /** Details, if there are several; a sentence each. */
    public List<String> problems() {
        return problems;
    }

    public Cause obstacle() {
        return obstacle;
    }
}
