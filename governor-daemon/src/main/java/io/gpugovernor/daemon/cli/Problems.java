package io.gpugovernor.daemon.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the values of options, and gathers what is wrong with them, so that a user hears all of it at once. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    void add(String problem) {
        found.add(problem);
    }

    /** The values of a list separated by commas; those that are wrong are left out. Empty if the option is absent. */
    <T> List<T> list(String option, @Nullable String text, Function<String, T> parse) {
        if (text == null) {
            return List.of();
        }
        List<T> values = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            one(option, part.strip(), parse).ifPresent(values::add);
        }
        return values;
    }

    /** A value; empty if the option is absent or wrong. {@code parse} throws with the remedy in its message. */
    <T> Optional<T> one(String option, @Nullable String text, Function<String, T> parse) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(text));
        } catch (IllegalArgumentException wrong) {
            found.add(option + ": " + OneLine.of(wrong));
            return Optional.empty();
        }
    }

    /** @throws CommandFailure with everything that was found, if anything was */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new CommandFailure(ExitCodes.USAGE, String.join("; ", found));
        }
    }
}
