package io.gpugovernor.sim.sweep.fit;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.gpu.HardwareProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A profile fitted to measurements, and how much to trust it.
 *
 * @param profile what explains the measurements best
 * @param errors how far it is from them, for each quantity
 * @param assumed what the measurements did not tell, each with what it was taken to be
 * @param measured clocks at which requests were measured, ascending; others are interpolated, or extrapolated beyond
 */
public record Fitted(HardwareProfile profile, List<FitError> errors, List<String> assumed, List<Megahertz> measured) {
    public Fitted {
        errors = List.copyOf(errors);
        assumed = List.copyOf(assumed);
        measured = List.copyOf(measured);
    }

    Fitted assuming(String what) {
        List<String> more = new ArrayList<>(assumed);
        more.add(what);
        return new Fitted(profile, errors, more, measured);
    }

    /**
     * What the head of a profile's file says.
     *
     * @param source what was measured, and where the dataset lies
     * @param date when it was fitted
     */
    public List<String> comment(String source, String date) {
        List<String> lines = new ArrayList<>();
        lines.add("Fitted on " + date + " to " + source + ".");
        errors.forEach(error -> lines.add("Error, " + error + "."));
        lines.add("Measured at "
                + measured.stream()
                        .map(clock -> Integer.toString(clock.value()))
                        .collect(Collectors.joining(", "))
                + " MHz; interpolated between.");
        Megahertz lowest = measured.get(0);
        Megahertz highest = measured.get(measured.size() - 1);
        if (profile.clocks().min().isBelow(lowest)) {
            lines.add("Extrapolated below " + lowest + ".");
        }
        if (profile.clocks().max().isAbove(highest)) {
            lines.add("Extrapolated above " + highest + ".");
        }
        assumed.forEach(line -> lines.add("Assumed: " + line + "."));
        lines.add("Serving under load was not used for the fit: it is there to judge it by.");
        return lines;
    }
}
