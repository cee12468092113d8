package io.gpugovernor.daemon.config;

/** Reads one kind of value from text. */
@FunctionalInterface
public interface ValueParser<T> {
    /** @throws BadValueException if {@code text} is not such a value, or outside its range */
    T parse(String text) throws BadValueException;
}
