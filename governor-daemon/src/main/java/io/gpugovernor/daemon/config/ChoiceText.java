package io.gpugovernor.daemon.config;

import io.gpugovernor.daemon.text.Suggestion;
import java.util.List;
import java.util.Locale;

/** Values out of a fixed set, written in lower case. */
final class ChoiceText {
    private ChoiceText() {}

    static <E extends Enum<E>> ValueParser<E> of(Class<E> type) {
        List<E> choices = List.of(type.getEnumConstants());
        List<String> words = choices.stream().map(ChoiceText::word).toList();
        return text -> {
            int index = words.indexOf(text.strip());
            if (index < 0) {
                throw unknown(text, words);
            }
            return choices.get(index);
        };
    }

    /** Reads {@code true} and {@code false}; YAML 1.1's other spellings mean different things to different readers. */
    static boolean bool(String text) throws BadValueException {
        String word = text.strip();
        if (!word.equals("true") && !word.equals("false")) {
            throw new BadValueException(Quoted.of(text) + " is neither true nor false", "write true or false");
        }
        return word.equals("true");
    }

    /** How {@code choice} is written in the file. */
    static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@code word} and nothing else. */
    static ValueParser<String> only(String word) {
        return text -> {
            if (!text.equals(word)) {
                throw unknown(text, List.of(word));
            }
            return text;
        };
    }

    private static BadValueException unknown(String text, List<String> words) {
        String all = words.size() == 1 ? "write " + words.get(0) : "choose one of " + String.join(", ", words);
        String remedy = Suggestion.closest(text, words)
                .map(word -> "did you mean " + word + "? " + all)
                .orElse(all);
        return new BadValueException("unknown value " + Quoted.of(text), remedy);
    }
}
