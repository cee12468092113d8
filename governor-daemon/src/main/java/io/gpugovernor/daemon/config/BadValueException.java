package io.gpugovernor.daemon.config;

/** A text that is not the value it should be. The message says what is wrong, the remedy what to write instead. */
public final class BadValueException extends Exception {
    private final String remedy;

    public BadValueException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
