package io.gpugovernor.sim.sweep;

import io.gpugovernor.core.model.WorkloadClass;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The cells of one line, by the name of their column. What cannot be understood is refused with file, line and column. */
final class Cells {
    private final String place;
    private final List<String> names;
    private final List<String> texts;

    /** @throws DatasetException if the line has not as many cells as the header */
    Cells(String place, List<String> names, String line) {
        this.place = place;
        this.names = names;
        this.texts = Arrays.asList(line.split(",", -1));
        if (texts.size() != names.size()) {
            throw new DatasetException(place + ": " + texts.size() + " values, but the header has " + names.size()
                    + "; the line is cut off or has stray commas");
        }
    }

    Setup setup() {
        return new Setup(whole("tensor_parallel", 1), whole("max_batch", 1));
    }

    Megahertz clock() {
        return new Megahertz(whole("clock_mhz", 1));
    }

    WorkloadClass workload() {
        String code = text("class");
        return Arrays.stream(WorkloadClass.values())
                .filter(workload -> workload.code().equals(code))
                .findFirst()
                .orElseThrow(() -> wrong("class", code, "one of SS, SM, SL, MS, MM, ML, LS, LM, LL"));
    }

    Prompt prompt() {
        return new Prompt(whole("input_tokens", 1), whole("output_tokens", 1));
    }

    String text(String name) {
        return texts.get(names.indexOf(name));
    }

    boolean has(String name) {
        return !text(name).isEmpty();
    }

    int whole(String name, int least) {
        double value = number(name);
        if (value != Math.rint(value) || value < least || value > Integer.MAX_VALUE) {
            throw wrong(name, text(name), "a whole number of at least " + least);
        }
        return (int) value;
    }

    /** A finite number that is not below zero. */
    double number(String name) {
        String text = text(name);
        try {
            double value = Double.parseDouble(text);
            if (value >= 0 && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException noNumber) {
            // Refused below, like a number that nothing measured can be.
        }
        throw wrong(name, text, "a number of at least 0");
    }

    Duration seconds(String name) {
        return Durations.ofSeconds(number(name));
    }

    Optional<Duration> secondsIfAny(String name) {
        return has(name) ? Optional.of(seconds(name)) : Optional.empty();
    }

    Estimate estimate(String name, String unit) {
        String margin = name + "_ci95_" + unit;
        return new Estimate(
                number(name + "_" + unit), has(margin) ? OptionalDouble.of(number(margin)) : OptionalDouble.empty());
    }

    Spread spread(String latency) {
        return new Spread(
                estimate(latency + "_p50", "s"), estimate(latency + "_p90", "s"), estimate(latency + "_p99", "s"));
    }

    DatasetException wrong(String name, String text, String expected) {
        return new DatasetException(place + ": " + name + " is '" + text + "'; it must be " + expected);
    }
}
