package io.gpugovernor.daemon.config;

import io.gpugovernor.core.units.Ratio;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shares as operators write them: {@code 2%}, or the same as a fraction, {@code 0.02}. */
public final class RatioText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,12})?)( ?%)?");

    private RatioText() {}

    /** @throws BadValueException if {@code text} is not a share of 0 to 1 */
    public static Ratio parse(String text) throws BadValueException {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new BadValueException(
                    Quoted.of(text) + " is not a share", "write a percentage or fraction: 2%, 0.02");
        }
        BigDecimal number = new BigDecimal(form.group(1));
        BigDecimal share = form.group(2) == null ? number : number.movePointLeft(2);
        if (share.compareTo(BigDecimal.ONE) > 0) {
            throw new BadValueException(
                    Quoted.of(text) + " is more than the whole", "write 0% to 100%, or a fraction of 0 to 1");
        }
        return new Ratio(share.doubleValue());
    }

    /** Reads shares of {@code least} to {@code most}, both included. */
    public static ValueParser<Ratio> within(Ratio least, Ratio most) {
        return text -> {
            Ratio value = parse(text);
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new BadValueException(
                        Quoted.of(text) + " is out of range", "choose " + format(least) + " to " + format(most));
            }
            return value;
        };
    }

    /** {@code share} in percent, without trailing zeros. */
    public static String format(Ratio share) {
        return BigDecimal.valueOf(share.value())
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
    }
}
