package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.daemon.config.BadValueException;
import io.gpugovernor.daemon.config.ClockText;
import io.gpugovernor.daemon.config.DurationText;
import io.gpugovernor.sim.sweep.RequestRate;
import io.gpugovernor.sim.sweep.run.FigureSet;
import io.gpugovernor.sim.sweep.run.Load;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The values of a sweep's options, each from its text; {@link IllegalArgumentException} holds the remedy. */
final class SweepValues {
    private static final double HUNDRED = 100;

    private SweepValues() {}

    static List<FigureSet> figures(String text) {
        List<FigureSet> sets = FigureSet.parse(text);
        if (sets.isEmpty()) {
            throw new IllegalArgumentException("'" + Printable.text(text) + "' is not 1-5, 6-10, 11-15 or all");
        }
        return sets;
    }

    static Megahertz clock(String text) {
        try {
            return ClockText.parse(text);
        } catch (BadValueException bad) {
            throw new IllegalArgumentException(bad.getMessage() + " (" + bad.remedy() + ")", bad);
        }
    }

    static WorkloadClass workload(String text) {
        return Arrays.stream(WorkloadClass.values())
                .filter(workload -> workload.code().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + Printable.text(text) + "' is no class; they are SS, SM, SL, MS, MM, ML, LS, LM and LL"));
    }

    static Load load(String text) {
        if (text.equals("medium")) {
            return Load.MEDIUM;
        }
        String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        double percent = number(number, "medium, or a percentage above 0 and up to 100");
        if (!(percent > 0 && percent <= HUNDRED)) {
            throw new IllegalArgumentException(
                    "'" + Printable.text(text) + "' is not medium, or a percentage above 0 and up to 100");
        }
        return new Load.Share(new Ratio(percent / HUNDRED));
    }

    static Load rate(String text) {
        return new Load.Fixed(new RequestRate(number(text, "a number of requests a second")));
    }

    static Duration time(String text) {
        try {
            Duration time = DurationText.parse(text);
            if (time.isZero()) {
                throw new IllegalArgumentException("a limit must be longer than zero");
            }
            return time;
        } catch (BadValueException bad) {
            throw new IllegalArgumentException(bad.getMessage() + " (" + bad.remedy() + ")", bad);
        }
    }

    static int whole(String text, int least, int most) {
        double value = number(text, "a whole number");
        if (value != Math.rint(value) || value < least || value > most) {
            throw new IllegalArgumentException(
                    "'" + Printable.text(text) + "' is not a whole number from " + least + " to " + most);
        }
        return (int) value;
    }

    static long seed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException("'" + Printable.text(text) + "' is not a whole number", noNumber);
        }
    }

    private static double number(String text, String expected) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException("'" + Printable.text(text) + "' is not " + expected, noNumber);
        }
    }
}
