package io.gpugovernor.core.model;

import java.util.function.Consumer;

/** A value read from a GPU, or the reason why it could not be read. */
public sealed interface Reading<T> {
    record Present<T>(T value) implements Reading<T> {}

    /** @param reason one clause, for instance NVML's status */
    record Absent<T>(String reason) implements Reading<T> {}

    static <T> Reading<T> of(T value) {
        return new Present<>(value);
    }

    static <T> Reading<T> absent(String reason) {
        return new Absent<>(reason);
    }

    default void ifPresent(Consumer<? super T> action) {
        if (this instanceof Present<T> present) {
            action.accept(present.value());
        }
    }
}
