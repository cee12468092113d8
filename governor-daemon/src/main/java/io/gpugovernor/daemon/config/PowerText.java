package io.gpugovernor.daemon.config;

import io.gpugovernor.core.units.Watts;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Power as operators write it: {@code 4500W}, {@code 4.5kW}. */
public final class PowerText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) ?(W|kW)");
    private static final String REMEDY = "write a number and a unit: 4500W, 4.5kW";
    private static final String UNLIMITED = "unlimited";
    private static final BigDecimal LEAST = BigDecimal.ONE;
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);

    private PowerText() {}

    /** @throws BadValueException if {@code text} is not a power of 1 W to 1,000 kW */
    public static Watts parse(String text) throws BadValueException {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new BadValueException(Quoted.of(text) + " is not a power", REMEDY);
        }
        BigDecimal number = new BigDecimal(form.group(1));
        BigDecimal watts = form.group(2).equals("kW") ? number.movePointRight(3) : number;
        if (watts.compareTo(LEAST) < 0 || watts.compareTo(MOST) > 0) {
            throw new BadValueException(Quoted.of(text) + " is out of range", "choose 1W to 1000kW");
        }
        return new Watts(watts.doubleValue());
    }

    /** Reads {@code unlimited} as empty. */
    static Optional<Watts> limit(String text) throws BadValueException {
        try {
            return text.strip().equals(UNLIMITED) ? Optional.empty() : Optional.of(parse(text));
        } catch (BadValueException bad) {
            throw new BadValueException(bad.getMessage(), bad.remedy() + "; or " + UNLIMITED);
        }
    }
}
