package io.gpugovernor.daemon.cli;

/** An exception as one line for a person. */
final class OneLine {
    private OneLine() {}

    /** The message; the kind of the exception as well where there is no message, or where it is no message for users. */
    static String of(Throwable exception) {
        String message = exception.getMessage();
        if (message == null || message.isBlank()) {
            return "failed with " + exception.getClass().getSimpleName();
        }
        String line = message.strip().replaceAll("\\s*\\R\\s*", "; ");
        boolean internal = exception instanceof NullPointerException || exception instanceof ClassCastException;
        return internal ? "internal error (" + exception.getClass().getSimpleName() + "): " + line : line;
    }
}
