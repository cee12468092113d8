package io.gpugovernor.daemon.config;

/** A file that cannot be read at all, for one reason. */
final class UnreadableException extends Exception {
    private final transient Problem problem;

    UnreadableException(Problem problem) {
        super(problem.message());
        this.problem = problem;
    }

    /** A file of which no part can be blamed more than another. */
    static UnreadableException whole(String message, String remedy) {
        return new UnreadableException(new Problem("", 0, 0, message, remedy));
    }

    Problem problem() {
        return problem;
    }
}
