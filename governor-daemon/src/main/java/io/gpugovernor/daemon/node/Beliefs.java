package io.gpugovernor.daemon.node;

import io.gpugovernor.core.forecast.EngineModel;
import io.gpugovernor.core.forecast.StepTime;
import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.daemon.config.Objective;
import io.gpugovernor.daemon.config.ProfileSource;
import io.gpugovernor.daemon.memory.Digest;
import java.util.List;
import java.util.Locale;

/** What a domain starts from, as texts that are the same only if it is. */
final class Beliefs {
    /** The last digits of a sum may come out otherwise on another machine. */
    private static final int SIGNIFICANT = 6;

    /** Enough of a digest to tell models apart, and to be read aloud. */
    private static final int DIGITS = 12;

    private Beliefs() {}

    /** The model that is corrected: its profile, and a digest of what the factors are factors of. */
    static String fingerprint(ProfileSource profile, EngineModel model, ClockTable clocks) {
        StepTime step = model.stepTime();
        StringBuilder numbers = new StringBuilder();
        append(numbers, step.reference().value(), step.fixed(), step.exchange(), step.perToken(), step.weights());
        append(
                numbers,
                step.perContextToken(),
                step.knee(),
                step.blend(),
                step.throttle().value());
        append(numbers, Durations.seconds(model.firstTokenOverhead()), model.stepTokens());
        for (Megahertz clock : List.of(clocks.min(), step.reference(), clocks.max())) {
            append(
                    numbers,
                    model.power().idle(clock).value(),
                    model.power().busy(clock).value());
        }
        return name(profile) + " " + Digest.of(numbers.toString()).substring(0, DIGITS);
    }

    /** What a price and a floor are learned for. */
    static String promise(Slo slo, Megahertz lowest, Megahertz highest, Objective objective) {
        return "ttft " + slo.ttft().map(Object::toString).orElse("any") + ", tbt "
                + slo.tbt().map(Object::toString).orElse("any") + ", quantile "
                + slo.quantile().value() + ", clocks " + lowest + " to " + highest + ", objective "
                + objective.name().toLowerCase(Locale.ROOT);
    }

    private static String name(ProfileSource profile) {
        if (profile instanceof ProfileSource.Named named) {
            return named.name();
        } else if (profile instanceof ProfileSource.InFile) {
            return "file";
        }
        return "auto";
    }

    /** Without Java's formatter, which needs longer for its first number than all of a domain's other preparations. */
    private static void append(StringBuilder numbers, double... values) {
        for (double value : values) {
            int exponent = value == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(value))) + 1 - SIGNIFICANT;
            numbers.append(Math.round(value * Math.pow(10, -exponent)));
            numbers.append('e').append(exponent).append(' ');
        }
    }
}
