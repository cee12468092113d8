package io.gpugovernor.daemon.config;

import java.util.regex.Pattern;

/** Whole numbers in plain decimal digits; a leading zero is refused, since YAML 1.1 reads it as octal. */
final class WholeNumberText {
    private static final Pattern FORM = Pattern.compile("0|[1-9]\\d{0,8}");

    private WholeNumberText() {}

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** Reads numbers of {@code least} to {@code most}, both included. */
    static ValueParser<Integer> within(int least, int most) {
        return text -> {
            String remedy = "write a whole number of " + least + " to " + most;
            if (!isOne(text.strip())) {
                throw new BadValueException(Quoted.of(text) + " is not a whole number", remedy);
            }
            int value = Integer.parseInt(text.strip());
            if (value < least || value > most) {
                throw new BadValueException(Quoted.of(text) + " is out of range", remedy);
            }
            return value;
        };
    }
}
