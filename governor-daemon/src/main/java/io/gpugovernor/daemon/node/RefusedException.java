package io.gpugovernor.daemon.node;

import java.util.List;

/** A policy that cannot be followed on this node now, for all of these reasons. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    RefusedException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence each, with the remedy. */
    public List<String> problems() {
        return problems;
    }
}
