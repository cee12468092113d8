package io.gpugovernor.sim.sweep.paper;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.sweep.Estimate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A quantity of one line against the clock.
 *
 * @param values in the quantity's own unit, by clock
 */
public record Curve(Line line, NavigableMap<Megahertz, Estimate> values) {
    /** A clock counts as the one asked for if it is no further away than this; clock steps are 15 MHz apart. */
    private static final int NEAR = 60;

    /** The value at {@code clock} exactly. */
    public Optional<Estimate> at(Megahertz clock) {
        return Optional.ofNullable(values.get(clock));
    }

    /** The value at the clock next to {@code megahertz}, if one lies within 60 MHz. */
    public OptionalDouble near(double megahertz) {
        return values.entrySet().stream()
                .filter(entry -> distance(entry, megahertz) <= NEAR)
                .min((a, b) -> Double.compare(distance(a, megahertz), distance(b, megahertz)))
                .map(entry -> OptionalDouble.of(entry.getValue().value()))
                .orElse(OptionalDouble.empty());
    }

    /** The highest clock measured; the curve must not be empty. */
    public Megahertz highest() {
        return values.lastKey();
    }

    /** {@code near(megahertz)} over the value at the highest clock. */
    public OptionalDouble ratioNear(double megahertz) {
        OptionalDouble value = values.isEmpty() ? OptionalDouble.empty() : near(megahertz);
        double top = values.isEmpty() ? 0 : values.lastEntry().getValue().value();
        return value.isPresent() && top > 0 ? OptionalDouble.of(value.getAsDouble() / top) : OptionalDouble.empty();
    }

    /**
     * Every value over that at the highest clock, which becomes 1 without a margin; the curve must not be empty. The other
     * margins add as those of independent measurements do: {@code (m/v)^2 + (m0/v0)^2}.
     */
    public Curve overHighest() {
        Estimate base = values.lastEntry().getValue();
        NavigableMap<Megahertz, Estimate> ratios = new TreeMap<>();
        values.headMap(highest(), false).forEach((clock, value) -> ratios.put(clock, ratio(value, base)));
        ratios.put(highest(), Estimate.once(1));
        return new Curve(line, ratios);
    }

    /** Every value times {@code factor}. */
    public Curve times(double factor) {
        NavigableMap<Megahertz, Estimate> scaled = new TreeMap<>();
        values.forEach((clock, value) -> scaled.put(clock, scale(value, factor)));
        return new Curve(line, scaled);
    }

    private static Estimate scale(Estimate value, double factor) {
        return new Estimate(
                value.value() * factor,
                value.margin().isPresent()
                        ? OptionalDouble.of(value.margin().getAsDouble() * factor)
                        : OptionalDouble.empty());
    }

    private static Estimate ratio(Estimate value, Estimate base) {
        double ratio = value.value() / base.value();
        if (value.margin().isEmpty()) {
            return Estimate.once(ratio);
        }
        double relative = Math.hypot(
                value.margin().getAsDouble() / value.value(), base.margin().orElse(0) / base.value());
        return new Estimate(ratio, OptionalDouble.of(ratio * relative));
    }

    private static double distance(Map.Entry<Megahertz, Estimate> entry, double megahertz) {
        return Math.abs(entry.getKey().value() - megahertz);
    }
}
