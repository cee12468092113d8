package io.gpugovernor.daemon.config;

import io.gpugovernor.core.units.Megahertz;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Clocks as operators write them: {@code 1380MHz}, or a bare number of megahertz. */
public final class ClockText {
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,8})(?: ?MHz)?");
    private static final int HIGHEST = 100_000;
    private static final String REMEDY = "write whole megahertz: 1380MHz, or 1380";

    private ClockText() {}

    /** @throws BadValueException if {@code text} is not a clock of 1 to 100,000 MHz */
    public static Megahertz parse(String text) throws BadValueException {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new BadValueException(Quoted.of(text) + " is not a clock", REMEDY);
        }
        int value = Integer.parseInt(form.group(1));
        if (value > HIGHEST) {
            throw new BadValueException(
                    Quoted.of(text) + " is out of range", "choose 1MHz to " + HIGHEST + "MHz; clocks are in megahertz");
        }
        return new Megahertz(value);
    }
}
